import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { describeError } from './describe-error.js';
import { REDACTED_PATHS } from './redacted-paths.js';
import type { TelemetryConfig } from './telemetry-settings.js';

export type { Logger } from 'pino';

/**
 * A logger that writes one JSON object a line. Credentials and message text are replaced wherever they may stand, so that a careless
 * `log.info({ message })` tells nobody's words.
 * @param bindings fields of every line, such as the service and its node
 * @param output standard output unless given; written without blocking the event loop, flushed by `flushLogger` and at exit
 */
export function createLogger(
  config: TelemetryConfig,
  bindings: Readonly<Record<string, string | number>>,
  output: DestinationStream = destination({ dest: 1, sync: false }),
): Logger {
  return pino(
    {
      level: config.logLevel,
      base: { pid: process.pid, ...bindings },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: {
        err: (error: unknown) => describeError(error),
        error: (error: unknown) => describeError(error),
      },
      redact: { paths: [...REDACTED_PATHS], censor: '[redacted]' },
    },
    output,
  );
}

/** Resolves when every line so far is written, and never rejects: a log that cannot be written must not keep a process from ending. */
export function flushLogger(logger: Logger): Promise<void> {
  return new Promise((resolve) => logger.flush(() => resolve()));
}
