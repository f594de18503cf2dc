/**
 * @module What messages cost the databases: commands, CPU and bytes of MongoDB and Redis for each 1,000 sends, and the bytes that a message
 * takes up. `node --conditions=crosstalk-source --import tsx test/load/database-load.ts [seconds]`, with CROSSTALK_MONGOD and
 * CROSSTALK_REDIS_SERVER set and everything built. The figures of docs/sizing.md are of this.
 */
import { OwnMongod, OwnRedis } from '@crosstalk/testing';
import { type Connection, createConnection } from 'mongoose';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { newPerson } from '../harness/people.js';
import { type Load, presenceBytes, readLoad, since } from './measure/database-counters.js';

const [seconds = 40] = process.argv.slice(2).map(Number);
const REST_SECONDS = 15;
/** Sends a second into all rooms: so few that each is alone in its room, and so many that some meet. */
const [ALONE, BUSY] = [8, 60];
const ROOMS = 20;
const MEMBERS = 10;
const IN_FLIGHT = 64;
const BURST = 10_000;
/** Enough different words that disks and indexes are no smaller than with people's. */
const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ');
const VOCABULARY = 8_000;
const MESSAGE_WORDS = 12;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const wordOf = (index: number): string =>
  [1, 20, 400].map((place) => SYLLABLES[Math.floor(index / place) % SYLLABLES.length]).join('');
const newText = (): string =>
  Array.from({ length: MESSAGE_WORDS }, () => wordOf(Math.floor(Math.random() * VOCABULARY))).join(' ');

const mongod = await OwnMongod.start();
const [events, queue] = [await OwnRedis.start(), await OwnRedis.start('--maxmemory-policy', 'noeviction')];
const cluster = await Cluster.start({
  gateways: 2,
  worker: true,
  environment: {
    MONGODB_URL: mongod.urlOf('crosstalk'),
    REDIS_URL: events.url,
    QUEUE_REDIS_URL: queue.url,
    REGISTRATIONS_PER_HOUR: '100000',
  },
});
const connection = await createConnection(mongod.urlOf('crosstalk')).asPromise();
const people = await Promise.all(
  Array.from({ length: MEMBERS * 2 }, (_, index) => newPerson(cluster.node(index).url)),
);
const clients = await Promise.all(
  people.map(({ token }, index) => ChannelsClient.connect(cluster.node(index).url, token)),
);
const rooms = await Promise.all(
  Array.from({ length: ROOMS }, async (_, index) => {
    const members = people.slice(index % MEMBERS, (index % MEMBERS) + MEMBERS);
    const owner = clients[index % MEMBERS] as ChannelsClient;
    const made = { type: 'group', users: members.map(({ id }) => id), title: `room ${index}` };
    const { channel } = await owner.does<{ channel: { id: number } }>('channel-create', made);
    return { channelId: channel.id, owner };
  }),
);

let clientId = 0;
const send = (index: number, room = rooms[index % ROOMS]): Promise<unknown> | undefined =>
  room?.owner.does('message-send', {
    channelId: room.channelId,
    text: newText(),
    clientId: `c${++clientId}`,
  });
const load = (): Promise<Load> =>
  readLoad({
    mongo: connection,
    redis: { 'Redis of events': events.url, 'Redis of queues': queue.url },
    processes: {
      gateways: cluster.gateways.map(({ pid }) => pid),
      worker: cluster.worker ? [cluster.worker.pid] : [],
    },
  });

// Compilers and caches.
for (let index = 0; index < 500; index += 1) await send(index);
await pause(2_000);

console.log(
  `Redis keeps ${await presenceBytes(events.url, people.length)} bytes of presence for each person who is online`,
);
const restedAt = await load();
await pause(REST_SECONDS * 1_000);
const atRest = since(restedAt, await load(), REST_SECONDS);

const wire = { frames: 0, bytes: 0 };
for (const { socket } of clients) {
  socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
    if (!String(data).startsWith('2["message-created"')) return;
    wire.frames += 1;
    wire.bytes += 1 + Buffer.byteLength(String(data));
  });
}
const columns = {
  'at rest, each second': atRest,
  [`${ALONE} a second, each 1,000`]: await costOf(ALONE * seconds, () => sendEvenly(ALONE)),
  [`${BUSY} a second, each 1,000`]: await costOf(BUSY * seconds, () => sendEvenly(BUSY)),
  [`${IN_FLIGHT} in flight, each 1,000`]: await costOf(BURST, sendAtOnce),
};
const rows = Object.keys(atRest).map((name) => [
  name,
  Object.fromEntries(Object.entries(columns).map(([column, figures]) => [column, figures[name]])),
]);
console.table(Object.fromEntries(rows));
console.log(`a delivery is ${Math.round(wire.bytes / wire.frames)} bytes on the wire (channels)`);
console.log('\nbytes, by collection');
console.table(await sizes(connection));

for (const client of clients) client.close();
await connection.close();
await cluster.stop();
await Promise.all([mongod.remove(), events.remove(), queue.remove()]);

/** What the work cost for each 1,000 sends, beyond what the time that it took costs at rest. */
async function costOf(sends: number, work: () => Promise<void>): Promise<Load> {
  const before = await load();
  const startedAt = performance.now();
  await work();
  // Side effects come after the last answer.
  await pause(5_000);
  const restSeconds = (performance.now() - startedAt) / 1_000;
  const cost = since(before, await load(), sends / 1_000);
  return Object.fromEntries(
    Object.entries(cost).map(([name, value]) => {
      const own = value - ((atRest[name] ?? 0) * restSeconds) / (sends / 1_000);
      return [name, Number(Math.max(0, own).toPrecision(3))];
    }),
  );
}

async function sendEvenly(perSecond: number): Promise<void> {
  const startedAt = performance.now();
  const pending: unknown[] = [];
  for (let index = 0; index < perSecond * seconds; index += 1) {
    await pause(startedAt + (index * 1_000) / perSecond - performance.now());
    pending.push(send(index));
  }
  await Promise.all(pending);
}

async function sendAtOnce(): Promise<void> {
  let sent = 0;
  const sendOn = async (): Promise<void> => {
    while (sent < BURST) {
      sent += 1;
      await send(sent, rooms[sent % 2]);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, sendOn));
}

async function sizes(database: Connection): Promise<object> {
  const names = ['messages', 'searchEntries', 'members', 'rooms', 'users'];
  const rows = await Promise.all(
    names.map(async (name) => {
      const stats = { $collStats: { storageStats: {} } };
      const [row] = await database.collection(name).aggregate([stats]).toArray();
      const { count, size, storageSize, totalIndexSize } = row?.storageStats ?? {};
      const each = (bytes: number): number => Math.round(bytes / count);
      return [
        name,
        { count, document: each(size), 'on disk': each(storageSize), indexes: each(totalIndexSize) },
      ];
    }),
  );
  return Object.fromEntries(rows);
}
