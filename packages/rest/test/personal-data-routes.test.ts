import { buffer } from 'node:stream/consumers';
import { createEraser } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { fromBufferPromise } from 'yauzl';
import { createTestApi } from './test-api.js';

const PASSWORD = 'correct horse';

describe('personal data over REST', () => {
  it('is erased with the password only, and the report needs no token', async () => {
    const { call, person, ports } = createTestApi();
    const ann = await person('Ann');
    const erase = (json: object) => call('DELETE', '/me', { token: ann.token, json });
    expect((await erase({ password: PASSWORD })).json.fields).to.have.property('messages');
    expect((await erase({ messages: 'keep' })).json.fields).to.have.property('password');
    expect((await erase({ messages: 'keep', password: 'wrong horse' })).status).to.equal(403);
    const { status, json } = await erase({ messages: 'keep', password: PASSWORD });
    expect(status).to.equal(202);
    expect(json).to.include({ user_id: ann.id, status: 'running', finished_at: null });
    expect((await call('GET', '/me', { token: ann.token })).status).to.equal(401);
    const refresh = { json: { refresh_token: ann.refreshToken } };
    expect((await call('POST', '/auth/refresh', refresh)).status).to.equal(401);
    await createEraser(ports)(String(json.id));
    const report = await call('GET', `/erasures/${json.id}`);
    expect(report.json).to.include({ status: 'done' });
    expect(report.json.removed).to.include({ profile: 1, sessions: 1 });
    expect((await call('GET', '/erasures/unknown')).status).to.equal(404);
  });

  it('of others is erased by the scope only', async () => {
    const { call, person } = createTestApi();
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    expect((await call('DELETE', `/users/${bob.id}`, { token: ann.token })).status).to.equal(403);
    expect((await call('GET', `/users/${bob.id}`, { token: ann.token })).json.first_name).to.equal('Bob');
  });

  it('is exported as a zip of profile, rooms, messages and files', async () => {
    const { call, person, useCases } = createTestApi();
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    const as = (token: string, method: string, path: string, json?: object) =>
      call(method, path, { token, ...(json && { json }) });
    const room = await as(ann.token, 'POST', '/rooms', { type: 'group', users: [bob.id], title: 'Tea' });
    const path = `/rooms/${room.json.id}/messages`;
    const own = await as(ann.token, 'POST', path, { text: 'mine «ü»' });
    await as(bob.token, 'POST', path, { text: 'not mine' });
    const { actor } = await useCases.authenticate(ann.token);
    const file = await useCases.uploadFile(actor, { name: 'a b.txt', bytes: [Buffer.from('hello')] });
    const { status, headers, body } = await as(ann.token, 'GET', '/me/export');
    expect(status).to.equal(200);
    expect(headers).to.include({ 'Content-Type': 'application/zip', 'Cache-Control': 'no-store' });
    const entries = await unzipped(await buffer(body as AsyncIterable<Uint8Array>));
    const names = ['profile.json', 'rooms.jsonl', 'messages.jsonl', `files/${file.id}-a b.txt`];
    expect([...entries.keys()]).to.deep.equal(names);
    const [profile, rooms, messages, bytes] = names.map((name) => entries.get(name) ?? '');
    expect(JSON.parse(profile ?? '')).to.include({ id: ann.id, first_name: 'Ann' });
    expect(JSON.parse(rooms ?? '')).to.include({ id: room.json.id, title: 'Tea', role: 'owner' });
    expect(JSON.parse(messages ?? '')).to.include({ id: own.json.id, text: 'mine «ü»' });
    expect(bytes).to.equal('hello');
  });
});

async function unzipped(archive: Buffer): Promise<ReadonlyMap<string, string>> {
  const zip = await fromBufferPromise(archive);
  const entries = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, String(await buffer(await zip.openReadStreamPromise(entry))));
  }
  return entries;
}
