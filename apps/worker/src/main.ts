import { randomUUID } from 'node:crypto';
import { ConfigError } from '@crosstalk/config';
import { createLogger, flushLogger } from '@crosstalk/telemetry';
import { readConfig, type WorkerConfig } from './read-config.js';
import { startWorker } from './start-worker.js';

/** sysexits(3): the configuration is wrong, and starting again will not mend it. */
const EX_CONFIG = 78;
/** Then the process ends, whatever still hangs. */
const STOP_DEADLINE_MS = 15_000;

function configOrExit(): WorkerConfig {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EX_CONFIG);
  }
}

const config = configOrExit();
const log = createLogger(config, { service: 'worker', node: randomUUID().slice(0, 8) });

async function exit(code: number): Promise<never> {
  await flushLogger(log);
  process.exit(code);
}

process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection; the worker lives on'));

try {
  const worker = await startWorker(config, log);
  const stop = (): void => {
    log.info('stopping');
    setTimeout(() => void exit(1), STOP_DEADLINE_MS).unref();
    worker.stop().then(
      () => exit(0),
      (err: unknown) => {
        log.error({ err }, 'stopping failed');
        return exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (err) {
  log.fatal({ err }, 'the worker cannot start');
  await exit(1);
}
