/**
 * @module How long picture messages take to be ready: uploads, each posted at once as a message, looked at by a real worker; a member on a
 * socket waits for the news. `node --conditions=crosstalk-source --import tsx test/load/image-throughput.ts [pictures] [at a time]`, with
 * MONGODB_URL and REDIS_URL set and everything built.
 */
import { createRequire } from 'node:module';
import { ChannelsClient } from '../harness/channels-client.js';
import { Cluster } from '../harness/cluster.js';
import { newPerson, rest } from '../harness/people.js';

interface Picture {
  jpeg(): { toBuffer(): Promise<Buffer> };
}
interface Update {
  readonly id: number;
  readonly attachments: readonly { readonly status: string }[];
}

// The codec that the worker uses; it is a dependency of the package that looks at files.
const requireFrom = createRequire(new URL('../../packages/media/package.json', import.meta.url));
const sharp = requireFrom('sharp') as (options: object) => Picture;

const [pictures = 1_000, atATime = 10] = process.argv.slice(2).map(Number);

/** Each of its own content, so that no two share their bytes. */
function picture(index: number): Promise<Buffer> {
  const background = { r: index % 256, g: (index >> 8) % 256, b: 90 };
  return sharp({ create: { width: 1_200, height: 900, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

const cluster = await Cluster.start({
  gateways: 1,
  worker: true,
  environment: { UPLOADS_PER_MINUTE: '1000000' },
});
const { url } = cluster.node(0);
const [ann, bob] = [await newPerson(url, 'Ann'), await newPerson(url, 'Bob')];
const made = await rest(url, {
  method: 'POST',
  path: '/rooms',
  token: ann.token,
  body: { type: 'group', title: 'pictures', users: [bob.id] },
});
const roomId = made.body.id as number;
const socket = await ChannelsClient.connect(url, bob.token);
const readyAt = new Map<number, number>();
const all = new Promise<void>((resolve) => {
  socket.socket.on('message-updated', ({ id, attachments }: Update) => {
    if (attachments.some(({ status }) => status === 'ready')) readyAt.set(id, performance.now());
    if (readyAt.size === pictures) resolve();
  });
});

async function send(index: number): Promise<readonly [number, number]> {
  const form = new FormData();
  form.append(
    'file',
    new Blob([new Uint8Array(await picture(index))], { type: 'image/jpeg' }),
    `${index}.jpg`,
  );
  const headers = { authorization: `Bearer ${ann.token}` };
  const uploaded = await fetch(`${url}/api/v1/files`, { method: 'POST', headers, body: form });
  const { id } = (await uploaded.json()) as { id: number };
  const posted = await rest(url, {
    method: 'POST',
    path: `/rooms/${roomId}/messages`,
    token: ann.token,
    body: { file_ids: [id] },
  });
  return [posted.body.id as number, performance.now()];
}

const startedAt = performance.now();
const postedAt = new Map<number, number>();
let next = 0;
const sender = async (): Promise<void> => {
  for (let index = next++; index < pictures; index = next++) postedAt.set(...(await send(index)));
};
await Promise.all(Array.from({ length: atATime }, sender));
const sentSeconds = (performance.now() - startedAt) / 1_000;
await all;
const seconds = (performance.now() - startedAt) / 1_000;
const waits = [...postedAt].map(([id, at]) => (readyAt.get(id) ?? at) - at).sort((a, b) => a - b);
const percentile = (share: number): string =>
  ((waits[Math.floor((waits.length - 1) * share)] ?? 0) / 1_000).toFixed(1);
console.log(
  `${pictures} pictures: sent in ${sentSeconds.toFixed(0)} s, all ready after ${seconds.toFixed(0)} s, ` +
    `${(pictures / seconds).toFixed(1)} a second; time to ready p50 ${percentile(0.5)} s, p95 ${percentile(0.95)} s`,
);
socket.close();
await cluster.stop();
