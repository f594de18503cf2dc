import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { newPerson, type Person, rest } from '../harness/people.js';

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);

/** A program: as much of one as its type takes. */
const ELF = Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(100)]);

describe('Files in a cluster with its worker', () => {
  let cluster: Cluster;
  let ann: Person;
  let client: ChannelsClient;
  let room: unknown;
  before(async () => {
    cluster = await Cluster.start({ gateways: 2 });
    ann = await newPerson(cluster.node(0).url, 'Ann');
    const bob = await newPerson(cluster.node(1).url, 'Bob');
    const body = { type: 'direct', users: [bob.id] };
    const created = await rest(cluster.node(0).url, {
      method: 'POST',
      path: '/rooms',
      token: ann.token,
      body,
    });
    room = created.body.id;
    client = await ChannelsClient.connect(cluster.node(1).url, bob.token);
  });
  after(async () => {
    client?.close();
    await cluster?.stop();
  });

  /** Uploads and posts. @returns the id of the message */
  async function send(bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
    const form = new FormData();
    form.append('file', new Blob([bytes], { type: 'image/png' }), 'a.png');
    const headers = { authorization: `Bearer ${ann.token}` };
    const upload = `${cluster.node(0).url}/api/v1/files`;
    const file = await (await fetch(upload, { method: 'POST', body: form, headers })).json();
    const message = await rest(cluster.node(0).url, {
      method: 'POST',
      path: `/rooms/${room}/messages`,
      token: ann.token,
      body: { file_ids: [(file as { id: number }).id] },
    });
    return message.body.id;
  }

  async function shown(event: string, message: unknown): Promise<Record<string, unknown>> {
    const { data } = await client.next(event, ({ id }) => id === message, 60_000);
    return (data.attachments as Record<string, unknown>[])[0] ?? {};
  }

  it('are shown to everybody as they are found to be', async () => {
    const [picture, program] = [await send(PNG), await send(ELF)];
    for (const message of [picture, program]) {
      expect(await shown('message-created', message)).to.include({ status: 'processing', url: null });
    }
    await cluster.startWorker();
    const ready = await shown('message-updated', picture);
    expect(ready).to.include({ status: 'ready', width: 1, height: 1 });
    expect(await shown('message-updated', program)).to.include({ status: 'rejected', url: null });
    const bytes = await fetch(String(ready.thumbnailUrl).replace(/^https?:\/\/[^/]+/, cluster.node(1).url));
    expect(bytes.headers.get('content-type')).to.equal('image/webp');
  });
});
