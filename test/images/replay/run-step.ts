import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Image } from './image.js';

const LIMIT_MS = 240_000;
const run = promisify(execFile);

/** A RUN, in the working folder of the stage. npm takes packages from the cache of this machine where it has them. */
export async function runStep(image: Image, command: string): Promise<void> {
  const {
    PATH = '',
    HOME = homedir(),
    npm_config_cache = join(homedir(), '.npm'),
    NODE_EXTRA_CA_CERTS,
  } = process.env;
  await run('sh', ['-c', `umask 022; ${command}`], {
    cwd: join(image.root, image.workdir),
    timeout: LIMIT_MS,
    env: {
      HOME,
      PATH: `${dirname(process.execPath)}${delimiter}${PATH}`,
      npm_config_cache,
      npm_config_prefer_offline: 'true',
      npm_config_fetch_retries: '5',
      npm_config_update_notifier: 'false',
      ...(NODE_EXTRA_CA_CERTS ? { NODE_EXTRA_CA_CERTS } : {}),
      ...image.environment,
    },
  });
}
