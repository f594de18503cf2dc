/**
 * @module How long after the last message of a busy, large room every stored unread counter is right: messages at a steady rate, a real
 * worker process. `node --conditions=crosstalk-source --import tsx test/load/unread-lag.ts [members] [messages per second] [seconds]`, with
 * MONGODB_URL and REDIS_URL set and everything built.
 */
import { connectRedis, parseRedisUrl } from '@crosstalk/cluster';
import { DEFAULT_TENANT, type UserId } from '@crosstalk/domain';
import { BullSideEffects, createQueueConnections } from '@crosstalk/jobs';
import { connectStorage } from '@crosstalk/storage';
import { createConnection } from 'mongoose';
import { Cluster } from '../harness/cluster.js';

const [members = 10_000, perSecond = 50, seconds = 20] = process.argv.slice(2).map(Number);
const POLL_MS = 20;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const cluster = await Cluster.start({ gateways: 1, worker: true });
const { MONGODB_URL = '', REDIS_URL = '', QUEUE_PREFIX = '' } = cluster.environment;
const storage = await connectStorage({ mongodbUrl: MONGODB_URL, mongodbPoolSize: 10 });
const connection = await createConnection(MONGODB_URL).asPromise();
const queues = createQueueConnections((role) => connectRedis(parseRedisUrl(REDIS_URL), '3', role));
const observer = { counted: () => {}, failed: (_queue: string, error: unknown) => console.error(error) };
const sideEffects = new BullSideEffects({
  connection: queues.producer,
  queuePrefix: QUEUE_PREFIX,
  observer,
});
const people = Array.from({ length: members }, (_, index) => (index + 1) as UserId);
const author = people[0] as UserId;
const { room } = await storage.rooms.create({
  tenant: DEFAULT_TENANT,
  type: 'group',
  title: 'A busy room',
  ownerId: author,
  projectId: null,
  members: people.map((userId) => ({ userId, role: 'member' })),
  createdAt: Date.now(),
});

const total = perSecond * seconds;
const startedAt = performance.now();
for (let sent = 0; sent < total; sent++) {
  await pause(startedAt + (sent * 1000) / perSecond - performance.now());
  const draft = { roomId: room.id, authorId: author, text: `message ${sent}`, createdAt: Date.now() };
  const rest = { fileIds: [], replyToId: null, mentions: [], clientId: null };
  await storage.messages.append({ ...draft, ...rest }, { stateRev: room.stateRev });
  sideEffects.roomChanged(room.id);
  // Somebody reads, too.
  if (sent % 5 === 0) await storage.members.markRead(room.id, people[sent % members] as UserId, sent);
}
const lastAt = performance.now();
const wrong = { $expr: { $ne: [{ $add: ['$unread', '$readSeq'] }, total] }, room: room.id };
const counters = connection.collection('members');
while ((await counters.countDocuments(wrong)) > 0) await pause(POLL_MS);
const lagMs = Math.round(performance.now() - lastAt);
const rate = Math.round(total / ((lastAt - startedAt) / 1000));
console.log(
  `${members} members, ${total} messages at ${rate}/s: all counters right ${lagMs} ms after the last message`,
);

await sideEffects.close();
queues.close();
await connection.dropDatabase();
await connection.close();
await storage.close();
await cluster.stop();
