import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { firstRevAfterEpoch } from '@crosstalk/domain';
import { OwnMongod } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ROOT } from '../architecture/source-tree.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster, freshEnvironment } from '../harness/cluster.js';
import { eventually } from '../harness/deadline.js';
import { wholeHistory } from '../harness/history.js';
import { complaints, metric } from '../harness/ops.js';
import { newPerson, type Person, rest } from '../harness/people.js';

interface Message {
  readonly id: number;
  readonly seq: number;
  readonly rev: number;
  readonly text: string;
}
interface Slice {
  readonly channelId: number;
  readonly rev: number;
  readonly reset: boolean;
  readonly changes: readonly Message[];
}
interface Sync {
  readonly channels: readonly Slice[];
  readonly left: readonly number[];
}

const SKIPPED_IDS = 5_000;

/** The procedure of docs/operations.md: back up, go on, lose everything, restore, begin a new epoch, start. */
describe('A cluster whose backup was restored', () => {
  const environment = freshEnvironment();
  let mongo: OwnMongod;
  let backup: string;
  let cluster: Cluster;
  let ann: Person;
  let bob: Person;
  let channelId: number;
  /** What was handed out after the backup, and clients still know. */
  const lost = { messages: [] as Message[], person: null as unknown as Person, channelId: 0 };

  before(async () => {
    mongo = await OwnMongod.start();
    environment.MONGODB_URL = mongo.urlOf('crosstalk');
    cluster = await Cluster.start({ gateways: 1, worker: true, environment });
    [ann, bob] = await Promise.all([
      newPerson(cluster.node(0).url, 'Ann'),
      newPerson(cluster.node(0).url, 'Bob'),
    ]);
    const socket = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    channelId = await newChannel(socket, [bob.id]);
    const [first] = [await say(socket, 'one'), await say(socket, 'two')];
    backup = await mongo.backUp();

    lost.messages.push(await say(socket, 'three', 'retried'), await say(socket, 'four'));
    await socket.does('message-edit', { messageId: first?.id, text: 'one, edited' });
    lost.person = await newPerson(cluster.node(0).url, 'Eve');
    lost.channelId = await newChannel(socket, [lost.person.id]);
    await say(socket, 'in a room that will be gone', undefined, lost.channelId);
    socket.close();

    await Promise.all([...cluster.gateways, cluster.worker].map((node) => node?.stop()));
    await mongo.restore(backup);
    await newEpoch();
    cluster = await Cluster.start({ gateways: 2, worker: true, environment });
  });
  after(async () => {
    await cluster?.stop();
    await mongo?.remove();
    if (backup) rmSync(backup, { recursive: true, force: true });
  });

  async function newChannel(socket: ChannelsClient, users: readonly number[]): Promise<number> {
    const made = { type: 'group', users, title: 'g' };
    return (await socket.does<{ channel: { id: number } }>('channel-create', made)).channel.id;
  }
  async function say(
    socket: ChannelsClient,
    text: string,
    clientId?: string,
    into = channelId,
  ): Promise<Message> {
    const draft = { channelId: into, text, ...(clientId ? { clientId } : {}) };
    return (await socket.does<{ message: Message }>('message-send', draft)).message;
  }
  async function newEpoch(): Promise<void> {
    const program = join(ROOT, 'apps/worker/dist/new-epoch.js');
    const env = { PATH: process.env.PATH, MONGODB_URL: environment.MONGODB_URL };
    const { stdout } = await promisify(execFile)(process.execPath, [program, '--ids', String(SKIPPED_IDS)], {
      env,
    });
    expect(stdout).to.include('nodes may start');
  }

  it('has what the backup has and nothing else', async () => {
    const history = await wholeHistory(cluster.node(1).url, { roomId: channelId, token: ann.token });
    expect(history.map(({ seq, text }) => [seq, text])).to.deep.equal([
      [1, 'one'],
      [2, 'two'],
    ]);
  });

  it('tells a client that knows a later history to start over, and brings everything from then on', async () => {
    const rev = Math.max(...lost.messages.map((message) => message.rev)) + 1;
    const bobs = await ChannelsClient.connect(cluster.node(1).url, bob.token);
    const first = await bobs.does<Sync>('sync', { channels: { [channelId]: rev, [lost.channelId]: 1 } });
    expect(first.left).to.deep.equal([lost.channelId]);
    expect(first.channels).to.have.length(1);
    expect(first.channels[0]).to.deep.include({ reset: true, rev: firstRevAfterEpoch(rev), changes: [] });

    const anns = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    const posted = await say(anns, 'after the backup');
    await bobs.next('message-created', ({ text }) => text === posted.text);
    const resumed = await bobs.does<Sync>('sync', { channels: { [channelId]: first.channels[0]?.rev } });
    expect(resumed.channels[0]).to.deep.include({ reset: false, rev: posted.rev });
    expect(resumed.channels[0]?.changes.map(({ id }) => id)).to.deep.equal([posted.id]);
    for (const socket of [anns, bobs]) socket.close();
  });

  it('gives no number that means something to a client a second meaning', async () => {
    const socket = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    const posted = await say(socket, 'a new one');
    expect(lost.messages.map(({ id }) => id)).to.not.include(posted.id);
    expect(posted.rev).to.be.above(Math.max(...lost.messages.map(({ rev }) => rev)));
    expect(await newChannel(socket, [bob.id])).to.be.above(lost.channelId);
    const newcomer = await newPerson(cluster.node(1).url, 'Dan');
    expect(newcomer.id).to.be.above(lost.person.id);
    socket.close();
  });

  it('stores anew what a client sends again because it knows of no answer', async () => {
    const socket = await ChannelsClient.connect(cluster.node(1).url, ann.token);
    const again = await say(socket, 'three', 'retried');
    const [ghost] = lost.messages;
    expect(again.text).to.equal('three');
    expect(again.id).to.not.equal(ghost?.id);
    expect(await say(socket, 'three', 'retried')).to.deep.include({ id: again.id, seq: again.seq });
    socket.close();
  });

  it('lets nobody in whose account it does not have, nor with a session of before', async () => {
    const stranger = await rest(cluster.node(0).url, { path: '/me', token: lost.person.token });
    expect(stranger.status).to.equal(401);
    const refreshed = await rest(cluster.node(0).url, {
      method: 'POST',
      path: '/auth/refresh',
      body: { refresh_token: bob.refreshToken },
    });
    expect(refreshed.status).to.equal(401);
    const body = { email: bob.email, password: 'correct horse battery' };
    const login = await rest(cluster.node(0).url, { method: 'POST', path: '/auth/login', body });
    expect(login.status).to.equal(200);
  });

  it('does the side effects of what is new, and stumbles over no job of what is gone', async () => {
    const socket = await ChannelsClient.connect(cluster.node(0).url, ann.token);
    await say(socket, 'findable zebra');
    await eventually('the message in the search', async () => {
      const found = await socket.does<{ messages: Message[] }>('messages-search', { q: 'zebra' });
      return found.messages.length === 1;
    });
    socket.close();
    const worker = cluster.worker;
    if (!worker) throw new Error('no worker');
    expect(await metric(worker, 'crosstalk_jobs_total', 'outcome="failed"')).to.equal(0);
    expect(complaints([...cluster.gateways, worker])).to.deep.equal([]);
  });
});
