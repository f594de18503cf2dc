import { buffer } from 'node:stream/consumers';
import type { FileId, FileOutcome, FileUpload } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Called, createTestApi, type Json, linkTo } from './test-api.js';

const FOUND = {
  status: 'ready',
  width: 640,
  height: 480,
  durationSeconds: null,
  placeholder: 'LKO2',
} as const;
const BYTES = 'some bytes';

async function stored(upload: Partial<FileUpload> = {}, outcome: FileOutcome = FOUND) {
  const api = createTestApi();
  const ann = await api.person('Ann');
  const { actor } = await api.useCases.authenticate(ann.token);
  const [file] = await api.useCases.storeFiles(actor, [
    { name: 'dot.png', contentType: 'image/png', bytes: Buffer.from(BYTES), ...upload },
  ]);
  const id = file?.id as FileId;
  await api.ports.files.finish(id, outcome);
  const get = (headers: Record<string, string> = {}, target = linkTo(id)) =>
    api.call('GET', target, { headers });
  return { ...api, ann, id, get };
}

async function textOf({ body }: Called): Promise<string> {
  return String(await buffer(body as AsyncIterable<Uint8Array>));
}

const thumbnail = { contentType: 'image/webp', bytes: [Buffer.from('small')] };

describe('files over REST', () => {
  it('are read with their signed URL, which opens one part of one file', async () => {
    const { get, id } = await stored({}, { ...FOUND, renditions: { thumbnail } });
    const content = await get();
    expect(content.status).to.equal(200);
    expect(await textOf(content)).to.equal(BYTES);
    expect(content.headers).to.include({ 'Content-Type': 'image/png', 'Content-Length': '10' });
    const small = await get({}, linkTo(id, 'thumbnail'));
    expect(await textOf(small)).to.equal('small');
    expect(small.headers).to.include({ 'Content-Type': 'image/webp', 'Content-Disposition': 'inline' });
    expect(small.headers.ETag).not.to.equal(content.headers.ETag);
    for (const target of [
      linkTo(id).replace('content?', 'thumbnail?'),
      linkTo(id).replace(`/${id}/`, `/${id + 1}/`),
      `/files/${id}/content?expires=8&signature=good-content-${id}`,
      `/files/${id}/content?signature=good-content-${id}`,
      `/files/${id}/content?expires=9`,
    ]) {
      const refused = await get({}, target);
      expect([refused.status, refused.json.code], target).to.deep.equal([403, 'forbidden']);
    }
    expect((await get({}, linkTo(id, 'preview'))).status).to.equal(404);
    expect((await get({}, linkTo(id + 1))).status).to.equal(404);
  });

  it('are read with a token by those who may see them', async () => {
    const { call, ann, person, id } = await stored();
    const bob = await person('Bob');
    const eve = await person('Eve');
    const read = (token?: string) => call('GET', `/files/${id}/content`, { token });
    const own = await read(ann.token);
    expect(await textOf(own)).to.equal(BYTES);
    expect(own.headers['Cache-Control']).to.equal('private, no-cache');
    expect((await read(bob.token)).status).to.equal(404);
    const room = await call('POST', '/rooms', {
      token: ann.token,
      json: { type: 'direct', users: [bob.id] },
    });
    await call('POST', `/rooms/${room.json.id}/messages`, { token: ann.token, json: { file_ids: [id] } });
    expect((await read(bob.token)).status).to.equal(200);
    expect((await call('GET', `/files/${id}`, { token: bob.token })).json).to.include({
      id,
      status: 'ready',
    });
    expect((await read(eve.token)).status).to.equal(404);
    expect((await read()).status).to.equal(401);
  });

  it('are read in parts', async () => {
    const { get } = await stored();
    const middle = await get({ range: 'bytes=5-8' });
    expect([middle.status, await textOf(middle)]).to.deep.equal([206, 'byte']);
    expect(middle.headers).to.include({
      'Content-Range': 'bytes 5-8/10',
      'Content-Length': '4',
      'Accept-Ranges': 'bytes',
      'Content-Type': 'image/png',
    });
    const last = await get({ range: 'bytes=-5', 'if-range': String(middle.headers.ETag) });
    expect([last.status, await textOf(last)]).to.deep.equal([206, 'bytes']);
    const other = await get({ range: 'bytes=-5', 'if-range': '"other"' });
    expect([other.status, await textOf(other)]).to.deep.equal([200, BYTES]);
    const outside = await get({ range: 'bytes=10-' });
    expect([outside.status, outside.headers['Content-Range']]).to.deep.equal([416, 'bytes */10']);
    expect(outside.json.code).to.equal('range_not_satisfiable');
  });

  it('are not sent again to who has them', async () => {
    const { get } = await stored();
    const { ETag = '' } = (await get()).headers;
    expect(ETag).to.match(/^"[0-9a-f]{64}"$/);
    const known = await get({ 'if-none-match': `"x", ${ETag}`, range: 'bytes=0-1' });
    expect([known.status, known.body, known.headers.ETag]).to.deep.equal([304, null, ETag]);
    expect(known.headers).not.to.have.property('Content-Length');
    expect((await get({ 'if-none-match': '"x"' })).status).to.equal(200);
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

  it('are what they were found to be, not what the sender said', async () => {
    const { get, id } = await stored({ contentType: 'image/png' }, { ...FOUND, contentType: 'text/html' });
    expect((await get()).headers['Content-Type']).to.equal('application/octet-stream');
    const html = { contentType: 'text/html', bytes: [Buffer.from('<script>')] };
    const odd = await stored({}, { ...FOUND, renditions: { preview: html } });
    const preview = await odd.get({}, linkTo(odd.id, 'preview'));
    expect(preview.headers).to.include({
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': 'attachment',
    });
    expect(id).to.equal(odd.id);
  });

  it('carry their name so that no header breaks', async () => {
    const { get } = await stored({ name: `../naïve "50%" it's (ü).png` });
    const { headers } = await get();
    expect(headers['Content-Disposition']).to.equal(
      `inline; filename="na_ve _50__ it's (_).png"; filename*=UTF-8''na%C3%AFve%20%2250%25%22%20it%27s%20%28%C3%BC%29.png`,
    );
  });

  it('stand in messages with what is known of them, and with links only when they are ready', async () => {
    const { call, ann, person, id } = await stored({}, { ...FOUND, renditions: { thumbnail } });
    const bob = await person('Bob');
    const room = await call('POST', '/rooms', {
      token: ann.token,
      json: { type: 'direct', users: [bob.id] },
    });
    const send = async (file: number) => {
      const json = { file_ids: [file] };
      const sent = await call('POST', `/rooms/${room.json.id}/messages`, { token: ann.token, json });
      return (sent.json.files as readonly Json[])[0];
    };
    const file = await send(id);
    expect(file).to.include({ id, name: 'dot.png', size: 10, content_type: 'image/png', status: 'ready' });
    expect(file).to.include({
      width: 640,
      height: 480,
      duration: null,
      placeholder: 'LKO2',
      rejection: null,
    });
    expect(file?.url).to.match(/^https:\/\/chat\.example\/api\/v1\/files\/\d+\/content\?/);
    expect(file?.thumbnail_url).to.match(/^https:\/\/chat\.example\/api\/v1\/files\/\d+\/thumbnail\?/);
    expect(file?.preview_url).to.equal(null);
  });

  it('that were rejected say why, and have no bytes', async () => {
    const { call, ann, get, id } = await stored({}, { status: 'rejected', reason: 'no picture' });
    const { json } = await call('GET', `/files/${id}`, { token: ann.token });
    expect(json).to.include({ status: 'rejected', rejection: 'no picture', url: null });
    expect((await get()).status).to.equal(404);
  });

  it('get the headers without the bytes with HEAD', async () => {
    const { call, id } = await stored();
    const head = await call('HEAD', linkTo(id), { headers: { range: 'bytes=0-1' } });
    expect([head.status, head.headers['Content-Length'], head.body]).to.deep.equal([200, '10', null]);
  });
});
