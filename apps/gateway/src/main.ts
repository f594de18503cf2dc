import { randomUUID } from 'node:crypto';
import { ConfigError } from '@crosstalk/config';
import { createLogger, flushLogger } from '@crosstalk/telemetry';
import { type GatewayConfig, readConfig } from './compose/read-config.js';
import { startGateway } from './start-gateway.js';

/** sysexits(3): the configuration is wrong, and starting again will not mend it. */
const EX_CONFIG = 78;
/** Beyond the drain time; then the process ends whatever still hangs. */
const DEADLINE_MARGIN_MS = 15_000;

function configOrExit(): GatewayConfig {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EX_CONFIG);
  }
}

const config = configOrExit();
const log = createLogger(config, { service: 'gateway', node: randomUUID().slice(0, 8) });

async function stop(code: number): Promise<never> {
  await flushLogger(log);
  process.exit(code);
}

process.on('uncaughtException', (err) => log.error({ err }, 'uncaught exception; the node lives on'));
process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection; the node lives on'));

try {
  const gateway = await startGateway({ config, log, production: process.env.NODE_ENV === 'production' });
  const drain = (): void => {
    setTimeout(() => void stop(1), config.drainSeconds * 1_000 + DEADLINE_MARGIN_MS).unref();
    gateway.drain().then(
      () => stop(0),
      (err: unknown) => {
        log.error({ err }, 'the drain failed');
        return stop(1);
      },
    );
  };
  process.once('SIGTERM', drain);
  process.once('SIGINT', drain);
} catch (err) {
  if (err instanceof ConfigError) {
    process.stderr.write(`${err.message}\n`);
    await stop(EX_CONFIG);
  }
  log.fatal({ err }, 'the gateway cannot start');
  process.stderr.write(`${err instanceof Error ? err.message : String(err)}\n`);
  await stop(1);
}
