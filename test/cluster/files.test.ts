import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { FileId, MessageId, RoomId } from '@crosstalk/domain';
import type { Storage } from '@crosstalk/storage';
import { connectStorage } from '@crosstalk/storage';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { within } from '../harness/deadline.js';
import { newPerson, type Person, rest } from '../harness/people.js';

const READY = { status: 'ready', width: 1, height: 1, durationSeconds: null, placeholder: null } as const;
const LIMIT = 1_000_000;

/** Files through real nodes. There is no worker: what it would find out is written to the database. */
describe('Files on two nodes', () => {
  let cluster: Cluster;
  let storage: Storage;
  let ann: Person;
  let bob: Person;
  before(async () => {
    const environment = { MAX_UPLOAD_BYTES: String(LIMIT), BODY_IDLE_SECONDS: '2' };
    cluster = await Cluster.start({ gateways: 2, environment });
    const mongodbUrl = cluster.environment.MONGODB_URL ?? '';
    storage = await connectStorage({ mongodbUrl, mongodbPoolSize: 5 });
    ann = await newPerson(cluster.node(0).url, 'Ann');
    bob = await newPerson(cluster.node(1).url, 'Bob');
  });
  after(async () => {
    await storage?.close();
    await cluster?.stop();
  });

  async function upload(content: Uint8Array<ArrayBuffer>, name = 'a.png') {
    const form = new FormData();
    form.append('file', new Blob([content], { type: 'image/png' }), name);
    const headers = { authorization: `Bearer ${ann.token}` };
    const response = await fetch(`${cluster.node(0).url}/api/v1/files`, {
      method: 'POST',
      body: form,
      headers,
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  }

  it('are uploaded to one and read from the other, whole and in part', async () => {
    const content = randomBytes(700_000);
    const { status, json } = await upload(content, 'naïve 🙂.png');
    expect([status, json.status, json.name, json.size]).to.deep.equal([
      201,
      'processing',
      'naïve 🙂.png',
      700_000,
    ]);
    const early = await rest(cluster.node(1).url, { path: `/files/${json.id}/content`, token: ann.token });
    expect(early.status).to.equal(503);
    await storage.files.finish(Number(json.id) as FileId, READY);
    const { body } = await rest(cluster.node(1).url, { path: `/files/${json.id}`, token: ann.token });
    const url = String(body.url).replace(/^https?:\/\/[^/]+/, cluster.node(1).url);
    const whole = await fetch(url);
    expect(Buffer.from(await whole.arrayBuffer()).equals(content)).to.equal(true);
    const part = await fetch(url, { headers: { range: 'bytes=-100' } });
    expect([part.status, part.headers.get('content-range')]).to.deep.equal([
      206,
      'bytes 699900-699999/700000',
    ]);
    expect(Buffer.from(await part.arrayBuffer()).equals(content.subarray(-100))).to.equal(true);
    const known = await fetch(url, { headers: { 'if-none-match': String(whole.headers.get('etag')) } });
    expect(known.status).to.equal(304);
  });

  it('tell who has them before their eyes that they are ready', async () => {
    const { json } = await upload(randomBytes(1_000));
    const client = await ChannelsClient.connect(cluster.node(1).url, bob.token);
    const room = await rest(cluster.node(0).url, {
      method: 'POST',
      path: '/rooms',
      token: ann.token,
      body: { type: 'direct', users: [bob.id] },
    });
    const send = (body: object) =>
      rest(cluster.node(0).url, {
        method: 'POST',
        path: `/rooms/${room.body.id}/messages`,
        token: ann.token,
        body,
      });
    const sent = await send({ file_ids: [json.id] });
    const isIt = ({ id }: Readonly<Record<string, unknown>>): boolean => id === sent.body.id;
    const { data: shown } = await client.next('message-created', isIt);
    expect((shown.attachments as object[])[0]).to.include({ status: 'processing', url: null });
    await storage.files.finish(Number(json.id) as FileId, READY);
    const target = { roomId: Number(room.body.id) as RoomId, id: Number(sent.body.id) as MessageId };
    await storage.messages.change(target, { kind: 'refresh' }, Date.now());
    // The nodes were not told of the change; they find the hole before this one.
    await send({ text: 'and now?' });
    const { data: now } = await client.next('message-updated', isIt);
    expect((now.attachments as object[])[0]).to.include({ status: 'ready' });
    expect(now.editedAt).to.equal(null);
    client.close();
  });

  it('over the limit are refused while they come, on a connection that stays whole', async () => {
    const earlier = await storage.files.deleteOrphanBlobs(0, 100);
    const { status, json } = await upload(randomBytes(LIMIT + 1));
    expect([status, json.code]).to.deep.equal([413, 'too_large']);
    const far = await upload(randomBytes(20 * LIMIT));
    expect([far.status, far.json.code]).to.deep.equal([413, 'too_large']);
    expect([earlier, await storage.files.deleteOrphanBlobs(0, 100)]).to.deep.equal([0, 0]);
  });

  it('that stall are given up with an answer, and leave nothing', async () => {
    const socket = await openUpload(cluster.node(0).port, ann.token);
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
    expect(await within(answer, 'the answer to an upload that stalls')).to.match(/^HTTP\/1\.1 422 /);
    socket.destroy();
    expect(await storage.files.deleteOrphanBlobs(0, 100)).to.equal(0);
  });
});

/** A form of which the most is never sent. */
async function openUpload(port: number, token: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';
  socket.write(
    `POST /api/v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 500000\r\n\r\n${part}${'x'.repeat(10_000)}`,
  );
  return socket;
}
