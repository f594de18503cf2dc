import { rm } from 'node:fs/promises';
import { StackError } from '../stack-error.js';
import { pingRedis } from './ping-redis.js';
import type { RunningService } from './service.js';
import type { ServiceRequest } from './service-request.js';
import { startServer } from './start-server.js';

const HOST = '127.0.0.1';

/**
 * Runs a Redis (or Valkey) server on 127.0.0.1 that keeps its data in an append-only file.
 *
 * It never evicts: queues and presence are no cache. A subscriber that lags is cut at 256 MB.
 */
export function startRedis(path: string, request: ServiceRequest): Promise<RunningService> {
  const { folder, log, port, watchdog } = request;
  return rm(log, { force: true }).then(() =>
    startServer({
      name: 'Redis',
      binary: path,
      arguments: redisArguments(request),
      url: `redis://${HOST}:${port}`,
      log,
      watchdog,
      probe: () => pingRedis(HOST, port),
      explain: (text) => explainRedisEnd(folder, port, text),
    }),
  );
}

function redisArguments({ folder, log, port }: ServiceRequest): string[] {
  const place = [
    '--dir',
    folder,
    '--logfile',
    log,
    '--bind',
    HOST,
    '--port',
    String(port),
    '--daemonize',
    'no',
  ];
  const keep = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
  return [...place, ...keep, '--client-output-buffer-limit', 'pubsub 256mb 64mb 60'];
}

function explainRedisEnd(folder: string, port: number, text: string): StackError | undefined {
  const fresh = 'npm start -- --fresh starts over with empty data';
  if (/Address already in use/.test(text)) {
    return new StackError(`Port ${port} is in use; Redis cannot listen on it.`, ['start again']);
  }
  if (/Can't handle RDB format version/.test(text)) {
    return new StackError(`${folder} was made by a later version of Redis than the one found.`, [
      'put that version first on PATH, or name it in CROSSTALK_REDIS_SERVER',
      fresh,
    ]);
  }
  if (/Bad file format|Unexpected end of file|corrupt|Wrong signature/i.test(text)) {
    return new StackError(`The data in ${folder} is damaged.`, [fresh]);
  }
  return undefined;
}
