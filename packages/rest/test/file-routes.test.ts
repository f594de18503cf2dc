import { buffer } from 'node:stream/consumers';
import type { FileUpload } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createTestApi, type Json } from './test-api.js';

async function stored(upload: Partial<FileUpload>) {
  const api = createTestApi();
  const ann = await api.person('Ann');
  const { actor } = await api.useCases.authenticate(ann.token);
  const [file] = await api.useCases.storeFiles(actor, [
    { name: 'dot.png', contentType: 'image/png', bytes: Buffer.from('bytes'), ...upload },
  ]);
  const id = Number(file?.id);
  const get = (query = `expires=9&signature=good${id}`) => api.call('GET', `/files/${id}/content?${query}`);
  return { ...api, ann, id, get };
}

describe('files over REST', () => {
  it('are read with their signed URL and nothing else', async () => {
    const { get, call, id } = await stored({});
    const { status, headers, body } = await get();
    expect(status).to.equal(200);
    expect(String(await buffer(body as AsyncIterable<Uint8Array>))).to.equal('bytes');
    expect(headers).to.include({ 'Content-Type': 'image/png', 'Content-Length': '5' });
    const missing = await call('GET', `/files/${id + 1}/content?expires=9&signature=good${id}`);
    for (const refused of [
      await get(''),
      await get('expires=8&signature=good'),
      await get(`signature=good${id}`),
      missing,
    ]) {
      expect([refused.status, refused.json.code]).to.deep.equal([403, 'forbidden']);
    }
  });

  it('can do nothing in the name of the server', async () => {
    for (const contentType of [
      'text/html',
      'image/svg+xml',
      'application/pdf',
      'image/png, text/html',
      'IMAGE/PNGX',
      '',
    ]) {
      const { headers } = await (await stored({ contentType })).get();
      expect(headers, contentType).to.include({
        'Content-Type': 'application/octet-stream',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'Cross-Origin-Resource-Policy': 'cross-origin',
      });
      expect(headers['Content-Disposition'], contentType).to.match(/^attachment; /);
    }
  });

  it('carry their name so that no header breaks', async () => {
    const { get } = await stored({ name: `naïve "50%" it's (ü).png` });
    const { headers } = await get();
    expect(headers['Content-Disposition']).to.equal(
      `inline; filename="na_ve _50__ it's (_).png"; filename*=UTF-8''na%C3%AFve%20%2250%25%22%20it%27s%20%28%C3%BC%29.png`,
    );
  });

  it('stand in messages with their URL', async () => {
    const { call, ann, person, id } = await stored({});
    const bob = await person('Bob');
    const room = await call('POST', '/rooms', {
      token: ann.token,
      json: { type: 'direct', users: [bob.id] },
    });
    const sent = await call('POST', `/rooms/${room.json.id}/messages`, {
      token: ann.token,
      json: { file_ids: [id] },
    });
    const [file] = sent.json.files as readonly Json[];
    expect(file).to.include({ id, name: 'dot.png', size: 5, content_type: 'image/png', status: 'ready' });
    expect(file?.url).to.match(/^https:\/\/chat\.example\/api\/v1\/files\/\d+\/content\?/);
  });

  it('get the headers without the bytes with HEAD', async () => {
    const { call, id } = await stored({});
    const head = await call('HEAD', `/files/${id}/content?expires=9&signature=good${id}`);
    expect([head.status, head.headers['Content-Length'], head.body]).to.deep.equal([200, '5', null]);
  });
});
