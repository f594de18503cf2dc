import { readFileSync } from 'node:fs';
import { connectRedis, parseRedisUrl } from '@crosstalk/cluster';
import type { Connection } from 'mongoose';

/** Counters since the start of each process, by name. */
export type Load = Readonly<Record<string, number>>;

export interface Watched {
  readonly mongo: Connection;
  /** URL of each Redis by what it is for. */
  readonly redis: Readonly<Record<string, string>>;
  /** Process ids by what they are. */
  readonly processes: Readonly<Record<string, readonly number[]>>;
}

/** Of `/proc`, as nearly every Linux has it. */
const TICK_MS = 10;
const MONGO_COMMANDS = ['insert', 'query', 'update', 'delete', 'getmore', 'command'] as const;

/** Commands and bytes of the databases, CPU milliseconds of everything. */
export async function readLoad({ mongo, redis, processes }: Watched): Promise<Load> {
  const status = await mongo.getClient().db('admin').command({ serverStatus: 1 });
  const counted = MONGO_COMMANDS.map((name) => [`MongoDB ${name}`, Number(status.opcounters[name])] as const);
  const servers = await Promise.all(Object.entries(redis).map(([name, url]) => readRedis(name, url)));
  const cpu = Object.entries(processes).map(
    ([name, pids]) => [`${name} CPU ms`, pids.reduce((sum, pid) => sum + cpuMs(pid), 0)] as const,
  );
  return Object.fromEntries([
    ...counted,
    ['MongoDB bytes in', Number(status.network.bytesIn)],
    ['MongoDB bytes out', Number(status.network.bytesOut)],
    ['MongoDB CPU ms', cpuMs(Number(status.pid))],
    ...servers.flat(),
    ...cpu,
  ]);
}

/** What was added between the two, for each of `units`. */
export function since(before: Load, after: Load, units: number): Load {
  return Object.fromEntries(
    Object.entries(after).map(([name, value]) => {
      const each = (value - (before[name] ?? 0)) / units;
      return [name, Number(each.toPrecision(3))];
    }),
  );
}

/** Memory of the keys of presence, by the people who are online. */
export async function presenceBytes(redisUrl: string, people: number): Promise<number> {
  const redis = connectRedis(parseRedisUrl(redisUrl), '3', { name: 'load', patient: true });
  const keys = await redis.keys('*:presence}*');
  const sizes = await Promise.all(keys.map((key) => redis.memory('USAGE', key)));
  redis.disconnect();
  return Math.round(sizes.reduce<number>((sum, size) => sum + Number(size ?? 0), 0) / people);
}

async function readRedis(name: string, url: string): Promise<readonly (readonly [string, number])[]> {
  const redis = connectRedis(parseRedisUrl(url), '3', { name: 'load', patient: true });
  const info = await redis.info('everything');
  redis.disconnect();
  const field = (key: string): number => Number(new RegExp(`^${key}:(.*)$`, 'm').exec(info)?.[1] ?? 0);
  return [
    [`${name} commands`, field('total_commands_processed')],
    [`${name} spublish`, Number(/^cmdstat_spublish:calls=(\d+)/m.exec(info)?.[1] ?? 0)],
    [`${name} bytes in`, field('total_net_input_bytes')],
    [`${name} bytes out`, field('total_net_output_bytes')],
    [`${name} CPU ms`, (field('used_cpu_user') + field('used_cpu_sys')) * 1_000],
  ];
}

function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
