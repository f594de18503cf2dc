import { randomBytes } from 'node:crypto';
import type { FileId } from '@crosstalk/domain';
import { connectStorage, type Storage } from '@crosstalk/storage';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import type { NodeProcess } from '../harness/node-process.js';
import { newPerson, type Person, rest } from '../harness/people.js';

const READY = { status: 'ready', width: 1, height: 1, durationSeconds: null, placeholder: null } as const;
const [LAST, NEXT] = ['last-'.repeat(8), 'next-'.repeat(8)];

/** Settings of a node before the change of a key and after each of its three steps (docs/operations.md). */
const STEPS: readonly Readonly<Record<string, string>>[] = [
  { JWT_SECRET: LAST },
  { JWT_SECRET: LAST, JWT_SECRETS_ACCEPTED: NEXT },
  { JWT_SECRET: NEXT, JWT_SECRETS_ACCEPTED: LAST },
  { JWT_SECRET: NEXT },
];
/** Which steps' tokens and links each step accepts: its own and its neighbours'. */
const ACCEPTED = [
  [true, true, false, false],
  [true, true, true, true],
  [true, true, true, true],
  [false, false, true, true],
];

describe('The change of the key that signs tokens, on nodes of every step', () => {
  let cluster: Cluster;
  let storage: Storage;
  let people: readonly Person[];

  before(async () => {
    cluster = await Cluster.start({ gateways: 0 });
    for (const step of STEPS) await cluster.addGateway(step);
    storage = await connectStorage({
      mongodbUrl: cluster.environment.MONGODB_URL ?? '',
      mongodbPoolSize: 5,
    });
    people = await Promise.all(cluster.gateways.map((node) => newPerson(node.url)));
  });
  after(async () => {
    await storage?.close();
    await cluster?.stop();
  });

  /** Asks every node (inner) with what every node made (outer). */
  const matrix = <T>(made: readonly T[], accepts: (node: NodeProcess, it: T) => Promise<boolean>) =>
    Promise.all(cluster.gateways.map((node) => Promise.all(made.map((each) => accepts(node, each)))));

  it('refuses no token while each step is everywhere before the next one begins', async () => {
    const answers = await matrix(people, async (node, { token }) => {
      const { status } = await rest(node.url, { path: '/me', token });
      expect(status).to.be.oneOf([200, 401]);
      return status === 200;
    });
    expect(answers).to.deep.equal(ACCEPTED);
  });

  it('lets people of neighbouring steps talk', async () => {
    const [ann, bob] = [people[1] as Person, people[2] as Person];
    const here = await ChannelsClient.connect(cluster.node(2).url, ann.token);
    const there = await CasamsaClient.connect(cluster.node(1).wsUrl, bob.token);
    const { channel } = await here.does<{ channel: { id: number } }>('channel-create', {
      type: 'direct',
      users: [bob.id],
    });
    await here.does('message-send', { channelId: channel.id, text: 'across the steps' });
    await there.next('new_message', (data) => JSON.stringify(data).includes('across the steps'));
    here.close();
    there.close();
  });

  it('keeps the URLs of files good as long as tokens', async () => {
    const links = await Promise.all(people.map((person, index) => linkOf(cluster.node(index), person)));
    const answers = await matrix(links, async (node, link) => {
      const { pathname, search } = new URL(link);
      const response = await fetch(`${node.url}${pathname}${search}`);
      await response.arrayBuffer();
      expect(response.status).to.be.oneOf([200, 403, 404]);
      return response.status === 200;
    });
    expect(answers).to.deep.equal(ACCEPTED);
  });

  it('gives who comes too late a new token for the refresh token', async () => {
    const late = people[0] as Person;
    const refreshed = await rest(cluster.node(3).url, {
      method: 'POST',
      path: '/auth/refresh',
      body: { refresh_token: late.refreshToken },
    });
    expect(refreshed.status).to.equal(200);
    const token = String(refreshed.body.access_token);
    expect((await rest(cluster.node(3).url, { path: '/me', token })).status).to.equal(200);
  });

  async function linkOf(node: NodeProcess, { token }: Person): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([randomBytes(64)], { type: 'image/png' }), 'a.png');
    const headers = { authorization: `Bearer ${token}` };
    const uploaded = await fetch(`${node.url}/api/v1/files`, { method: 'POST', body: form, headers });
    const { id } = (await uploaded.json()) as { id: number };
    await storage.files.finish(id as FileId, READY);
    const { body } = await rest(node.url, { path: `/files/${id}`, token });
    return String(body.url);
  }
});
