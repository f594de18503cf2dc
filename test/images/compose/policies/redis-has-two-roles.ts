import type { Service } from '../compose-file.js';
import { offences, type Policy } from './policy.js';

/** Events may be lost and slow nothing down; jobs are kept. Neither is evicted. */
export const redisHasTwoRoles: Policy = ({ services }) => {
  const { redis, 'redis-queue': queue } = services;
  if (!redis || !queue) return ['there are no two Redis'];
  return [
    ...offences('redis', {
      'writes to a disk':
        option(redis, 'save') === '' && option(redis, 'appendonly') === 'no' && !redis.volumes,
      evicts: option(redis, 'maxmemory-policy') === 'noeviction',
    }),
    ...offences('redis-queue', {
      'keeps no log': option(queue, 'appendonly') === 'yes',
      'loses its log with the container': queue.volumes?.some((volume) => volume.endsWith(':/data')) === true,
      evicts: option(queue, 'maxmemory-policy') === 'noeviction',
    }),
    ...['gateway-1', 'gateway-2', 'worker'].flatMap((name) => {
      const { REDIS_URL, QUEUE_REDIS_URL } = services[name]?.environment ?? {};
      return offences(name, {
        'has its events elsewhere': hostOf(REDIS_URL) === 'redis',
        'has its jobs elsewhere': hostOf(QUEUE_REDIS_URL) === 'redis-queue',
      });
    }),
  ];
};

function option({ command = [] }: Service, name: string): string | undefined {
  const at = command.indexOf(`--${name}`);
  return at < 0 ? undefined : command[at + 1];
}

function hostOf(url: string | undefined): string | undefined {
  return url ? new URL(url).hostname : undefined;
}
