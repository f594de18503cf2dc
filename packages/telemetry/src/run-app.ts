import { randomUUID } from 'node:crypto';
import { constants } from 'node:os';
import { ConfigError, type Environment } from '@crosstalk/config';
import { createLogger, flushLogger, type Logger } from './create-logger.js';
import type { TelemetryConfig } from './telemetry-settings.js';

export interface App<C extends TelemetryConfig> {
  /** Name of the process in its log lines. */
  readonly service: string;
  readonly environment: Environment;
  /** @throws ConfigError */
  readConfig(environment: Environment): C;
  /** Resolves when the app runs, with what ends it. @throws what keeps it from running */
  start(config: C, log: Logger): Promise<() => Promise<void>>;
  /** Milliseconds that the end may take; then the process exits whatever still hangs. */
  stopWithinMs(config: C): number;
}

/** sysexits(3): the configuration is wrong, and starting again will not mend it. */
const EX_CONFIG = 78;

/** Runs an app as the process: mistakes of the configuration, signals, stray errors and the last log lines are seen to here. */
export async function runApp<C extends TelemetryConfig>(app: App<C>): Promise<void> {
  const config = configOrExit(app);
  const log = createLogger(config, { service: app.service, node: randomUUID().slice(0, 8) });
  const exit = async (code: number): Promise<never> => {
    await flushLogger(log);
    process.exit(code);
  };
  process.on('uncaughtException', (err) => log.error({ err }, 'uncaught exception; the process lives on'));
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection; the process lives on'));
  let stop: (() => Promise<void>) | null = null;
  const end = (signal: NodeJS.Signals): void => {
    // As the system does by itself, but for process 1 of a container: that one would go on waiting for a database.
    if (!stop) return void exit(128 + constants.signals[signal]);
    setTimeout(() => void exit(1), app.stopWithinMs(config)).unref();
    stop().then(
      () => exit(0),
      (err: unknown) => {
        log.error({ err }, 'the end failed');
        return exit(1);
      },
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  try {
    stop = await app.start(config, log);
  } catch (err) {
    log.fatal({ err }, 'cannot start');
    process.stderr.write(`${err instanceof Error ? err.message : String(err)}\n`);
    await exit(err instanceof ConfigError ? EX_CONFIG : 1);
  }
}

function configOrExit<C extends TelemetryConfig>(app: App<C>): C {
  try {
    return app.readConfig(app.environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EX_CONFIG);
  }
}
