import { readFileSync } from 'node:fs';
import { connectRedis, parseRedisUrl } from '@crosstalk/cluster';
import type { Connection } from 'mongoose';

/** Counters of the two databases since they were started, and CPU seconds of their processes. */
export interface Load {
  readonly counters: Readonly<Record<string, number>>;
  readonly cpuSeconds: Readonly<Record<string, number>>;
}

/** Of `/proc`, as nearly every Linux has it. */
const TICKS_PER_SECOND = 100;
/** Commands of Redis below this share of all are left out of the report. */
const MOST_COMMANDS = 12;

export async function readLoad(connection: Connection, redisUrl: string): Promise<Load> {
  const status = await connection.getClient().db('admin').command({ serverStatus: 1 });
  const redis = connectRedis(parseRedisUrl(redisUrl), '3', { name: 'load', patient: true });
  const info = await redis.info('everything');
  redis.disconnect();
  const field = (name: string): number => Number(new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1] ?? 0);
  const { insert, query, update, delete: deletes, getmore, command } = status.opcounters;
  return {
    counters: {
      'MongoDB insert': insert,
      'MongoDB query': query,
      'MongoDB update': update,
      'MongoDB delete': deletes,
      'MongoDB getmore': getmore,
      'MongoDB command': command,
      'MongoDB bytes in': status.network.bytesIn,
      'MongoDB bytes out': status.network.bytesOut,
      'Redis commands': field('total_commands_processed'),
      'Redis bytes in': field('total_net_input_bytes'),
      'Redis bytes out': field('total_net_output_bytes'),
      ...redisCommands(info),
    },
    cpuSeconds: {
      MongoDB: cpuOf(Number(status.pid)),
      Redis: field('used_cpu_user') + field('used_cpu_sys'),
    },
  };
}

/** Memory of the keys of presence, by the people who are online. */
export async function presenceBytes(redisUrl: string, people: number): Promise<number> {
  const redis = connectRedis(parseRedisUrl(redisUrl), '3', { name: 'load', patient: true });
  const keys = await redis.keys('*:presence}*');
  const sizes = await Promise.all(keys.map((key) => redis.memory('USAGE', key)));
  redis.disconnect();
  return Math.round(sizes.reduce<number>((sum, size) => sum + Number(size ?? 0), 0) / people);
}

/** What was added between the two. */
export function since(before: Load, after: Load): Load {
  const less = (later: Readonly<Record<string, number>>, earlier: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(later).map(([name, value]) => [name, value - (earlier[name] ?? 0)]));
  const counters = less(after.counters, before.counters);
  const commands = Object.entries(counters).filter(([name]) => name.startsWith('Redis: '));
  const few = commands.sort(([, a], [, b]) => b - a).slice(MOST_COMMANDS);
  for (const [name] of few) delete counters[name];
  return { counters, cpuSeconds: less(after.cpuSeconds, before.cpuSeconds) };
}

function redisCommands(info: string): Record<string, number> {
  const found = info.matchAll(/^cmdstat_(\S+?):calls=(\d+)/gm);
  return Object.fromEntries([...found].map(([, name, calls]) => [`Redis: ${name}`, Number(calls)]));
}

function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
