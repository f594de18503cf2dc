/**
 * @module How long a scrape of `/metrics` takes with many connections, idle and under traffic:
 * `node --conditions=crosstalk-source --import tsx test/load/scrape-time.ts [connections]` with MONGODB_URL and REDIS_URL set, after a build.
 * One gateway holds them all; `ulimit -n` must be above that. The scrapes are made by a process of their own, which does nothing else.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Cluster } from '../harness/cluster.js';
import { Exposition } from '../harness/exposition.js';
import type { NodeProcess } from '../harness/node-process.js';
import { closeCrowd, connectCrowd } from './generator/crowd.js';
import { markedText } from './generator/tally.js';
import { fillCrosstalk } from './systems/fill-crosstalk.js';
import { casamsaWire } from './wires/casamsa-wire.js';
import { socketIoWire } from './wires/socket-io-wire.js';

const SCRAPES = 20;
const PAUSE_MS = 250;
/** Everybody of the room gets each of these messages. */
const ROOM = 1_000;
const MESSAGES_PER_SECOND = 20;
const PEOPLE = 1_000;

const SCRAPER = `
const times = [];
for (let scrape = 0; scrape <= ${SCRAPES}; scrape += 1) {
  const startedAt = performance.now();
  await (await fetch(process.argv[1] + '/metrics')).text();
  // The first one loads code, here and there.
  if (scrape > 0) times.push(performance.now() - startedAt);
  await new Promise((resolve) => setTimeout(resolve, ${PAUSE_MS}));
}
console.log(JSON.stringify(times));`;

const CPU = 'process_cpu_seconds_total';

/** Waits of a busy machine are in the times; the CPU time of the node, its own idle work included, is what a scrape costs. */
async function scrape(node: NodeProcess): Promise<string> {
  const url = node.opsUrl;
  const before = (await Exposition.of(node)).sum(CPU);
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SCRAPER, url]);
  const times = (JSON.parse(stdout) as number[]).sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.ceil(share * times.length) - 1] ?? 0).toFixed(1);
  const cpu = ((((await Exposition.of(node)).sum(CPU) - before) / (SCRAPES + 2)) * 1_000).toFixed(1);
  return `${times.length} scrapes: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms; CPU of the node ${cpu} ms a scrape`;
}

const connections = Number(process.argv[2] ?? 10_000);
const cluster = await Cluster.start({ gateways: 1, environment: { ACCESS_TOKEN_TTL_SECONDS: '3600' } });
const node = cluster.node(0);
const { port } = node;
const wires = [
  casamsaWire,
  socketIoWire({ name: 'channels', delivery: 'message-created', history: 'messages-history' }),
];
const plan = { crowd: ROOM, writers: 1, idle: PEOPLE, archived: 0 };
const { crowd, idle } = await fillCrosstalk(cluster.environment, plan);
const tokensOf = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => idle[index % idle.length] ?? '');
const say = (what: string): boolean => process.stdout.write(`${what}\n`);
say(`0 connections, ${await scrape(node)}`);
const members = await connectCrowd({ ports: [port], wire: casamsaWire, tokens: crowd.tokens });
const others = [];
for (const wire of wires) {
  const tokens = tokensOf((connections - members.length) / wires.length);
  others.push(...(await connectCrowd({ ports: [port], wire, tokens })));
}
const exposition = await Exposition.of(node);
say(`${exposition.sum('crosstalk_connections')} connections, ${exposition.samples.length} series`);
say(`idle, ${await scrape(node)}`);
let sent = 0;
const talk = setInterval(() => {
  sent += 1;
  const author = members[sent % members.length];
  author?.request((wire, id) => wire.send(id, crowd.room, markedText(sent))).catch(() => undefined);
}, 1_000 / MESSAGES_PER_SECOND);
const before = await Exposition.of(node);
const startedAt = performance.now();
const underTraffic = await scrape(node);
clearInterval(talk);
const seconds = (performance.now() - startedAt) / 1_000;
const after = await Exposition.of(node);
const delivered = after.sum('crosstalk_deliveries_total') - before.sum('crosstalk_deliveries_total');
say(`under ${Math.round(delivered / seconds)} deliveries a second, ${underTraffic}`);
await closeCrowd([...members, ...others]);
await cluster.stop();
