import { randomUUID } from 'node:crypto';
import { connectStorage, type Storage } from '@crosstalk/storage';
import { OwnRedis } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { MongoClient } from 'mongodb';
import type { CasamsaClient } from '../harness/casamsa-client.js';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { startConversation } from '../harness/conversation.js';
import { eventually } from '../harness/deadline.js';
import { complaints } from '../harness/ops.js';
import type { Person } from '../harness/people.js';

/** «Within seconds»: overdue after 3 s, swept every 2 s; the rest is for a busy machine. */
const SWEPT_MS = 12_000;

interface RoomDoc {
  readonly _id: number;
  readonly seq: number;
  readonly rev: number;
  readonly stateRev: number;
  readonly dirtyAt?: Date;
}

type Draft = Parameters<Storage['messages']['append']>[0];

describe('A message that was stored and never published', () => {
  let redis: OwnRedis;
  let cluster: Cluster;
  let mongo: MongoClient;
  let storage: Storage;
  let ann: Person;
  let bob: Person;
  let annSocket: ChannelsClient;
  let bobSocket: CasamsaClient;
  let channelId: number;

  before(async () => {
    redis = await OwnRedis.start();
    cluster = await Cluster.start({
      gateways: 2,
      worker: true,
      environment: { REDIS_URL: redis.url },
    });
    const mongodbUrl = cluster.environment.MONGODB_URL ?? '';
    mongo = await MongoClient.connect(mongodbUrl);
    storage = await connectStorage({ mongodbUrl, mongodbPoolSize: 2 });
    ({ ann, bob, annSocket, bobSocket, roomId: channelId } = await startConversation(cluster));
    await say('first');
    await atBob('first');
  });

  after(async () => {
    annSocket?.close();
    bobSocket?.close();
    await cluster?.stop();
    await storage?.close();
    await mongo?.close();
    await redis?.remove();
  });

  const say = async (text: string): Promise<{ seq: number; rev: number }> =>
    (
      await annSocket.does<{ message: { seq: number; rev: number } }>('message-send', {
        channelId,
        text,
        clientId: randomUUID(),
      })
    ).message;
  const textsAtBob = (): string[] =>
    bobSocket.all('new_message').map(({ message }) => (message as { text: string }).text);
  const atBob = (text: string) => eventually(`«${text}» at Bob`, () => textsAtBob().includes(text), SWEPT_MS);
  const atAnn = (text: string) =>
    annSocket.next('message-created', (message) => message.text === text, SWEPT_MS);
  const rooms = () => mongo.db().collection<RoomDoc>('rooms');
  const room = async (): Promise<RoomDoc> => {
    const doc = await rooms().findOne({ _id: channelId });
    if (!doc) throw new Error('no such room');
    return doc;
  };

  it('reaches the members on every node and dialect, when its gateway died before it could tell', async () => {
    const draft = {
      roomId: channelId,
      authorId: ann.id,
      text: 'stored only',
      fileIds: [],
      replyToId: null,
      mentions: [],
      clientId: randomUUID(),
      createdAt: Date.now(),
    } as unknown as Draft;
    // Else the job of the message before it would tell of this one too.
    await eventually('a clean room', async () => (await room()).dirtyAt === undefined);
    const { outcome } = await storage.messages.append(draft, { stateRev: (await room()).stateRev });
    expect(outcome).to.equal('stored');
    await Promise.all([atAnn('stored only'), atBob('stored only')]);
    expect(textsAtBob()).to.deep.equal(['first', 'stored only']);
  });

  it('is no hole for what comes after it, and is in nobody’s way once the side effects are done', async () => {
    await say('after the lost one');
    await atBob('after the lost one');
    await eventually('a clean room', async () => (await room()).dirtyAt === undefined);
    await eventually('the unread counter', async () => {
      const member = await mongo.db().collection('members').findOne({ room: channelId, user: bob.id });
      return member?.unread === 3;
    });
  });

  it('leaves a number that was allotted and never stored, which delays and does not stop what follows', async () => {
    const before = await room();
    await rooms().updateOne(
      { _id: channelId },
      { $inc: { seq: 1, rev: 1 }, $min: { dirtyAt: new Date() }, $set: { updatedAt: new Date() } },
    );
    const texts = ['behind the hole', 'and another', 'and a third'];
    const told = Promise.all(texts.map((text) => atAnn(text)));
    for (const text of texts) await say(text);
    await Promise.all([told, ...texts.map(atBob)]);
    expect(textsAtBob().slice(-3)).to.deep.equal(texts);

    const { channels } = await annSocket.does<{ channels: { rev: number; voids: unknown[] }[] }>('sync', {
      channels: { [channelId]: before.rev },
    });
    expect(channels[0]?.voids).to.deep.equal([[before.rev + 1, before.rev + 1]]);
    expect(channels[0]?.rev).to.equal(before.rev + 4);
    await eventually('a clean room', async () => (await room()).dirtyAt === undefined);
    await say('live again');
    await Promise.all([atBob('live again'), atAnn('live again')]);
  });

  it('is told after all when its gateway was killed while Redis was away', async () => {
    await redis.kill();
    await say('told by nobody');
    await cluster.node(0).kill();
    expect(textsAtBob()).to.not.include('told by nobody');
    await redis.resume();
    await atBob('told by nobody');
    const onOther = await ChannelsClient.connect(cluster.node(1).url, ann.token);
    await onOther.does('message-send', { channelId, text: 'from the other node' });
    await atBob('from the other node');
    onOther.close();
    expect(new Set(textsAtBob()).size).to.equal(textsAtBob().length);
    expect(complaints([cluster.node(1), cluster.worker])).to.deep.equal([]);
  });
});
