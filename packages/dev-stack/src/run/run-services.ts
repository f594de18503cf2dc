import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openDataFolder } from '../data/data-folder.js';
import { lockFolder } from '../data/folder-lock.js';
import { startServices } from '../services/start-services.js';
import { runForeground } from './run-foreground.js';

/**
 * Runs mongod and Redis in the foreground: `--mongo-port`, `--redis-port`, `--data DIR`.
 *
 * @returns the exit code.
 */
export function runServices(rest: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  return runForeground(environment, async ({ releases, watchdog, report, fail }) => {
    const { values } = parseArgs({
      args: [...rest],
      options: {
        'mongo-port': { type: 'string', default: '27117' },
        'redis-port': { type: 'string', default: '6479' },
        data: { type: 'string', default: '.data' },
      },
    });
    const folder = await openDataFolder(resolve(values.data));
    await releases.hold('lock', await lockFolder(folder.lock));
    const ports = { mongo: Number(values['mongo-port']), redis: Number(values['redis-port']) };
    const services = await startServices({
      environment,
      folder,
      ports,
      releases,
      watchdog,
      report,
      onLost: fail,
    });
    report(`export MONGODB_URL='${services.mongoUrl}'`);
    report(`export REDIS_URL='${services.redisUrl}'`);
  });
}
