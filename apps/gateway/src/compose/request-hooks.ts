/** @module Requests and sends of every door, counted. */
import type { Dialect, RunnerDeps } from '@crosstalk/dialect-kit';
import { ERROR_KINDS } from '@crosstalk/domain';
import { routeName, routes } from '@crosstalk/rest';
import { type Logger, type Metrics, UNKNOWN } from '@crosstalk/telemetry';
import type { DoneRequest } from '../http/rest-adapter.js';
import { doorLabel } from './metrics-hooks.js';

/** Every name that a request can have in the metrics, by dialect and for REST; whatever else a client sends is `unknown`. */
export function requestEvents(dialects: readonly Dialect[]): Readonly<Record<string, readonly string[]>> {
  const byDialect = dialects.map(({ name, rows }) => [name, Object.keys(rows)] as const);
  return { ...Object.fromEntries(byDialect), rest: routes.map(routeName) };
}

/** Metrics and log line of one request; the line names the event and the code, never what was said. */
export function requestObserver(dialect: Dialect, metrics: Metrics, log: Logger): RunnerDeps['observe'] {
  const door = doorLabel(dialect.name);
  const seconds = metrics.requestSeconds.with({ dialect: door });
  return ({ connectionId, event, outcome, milliseconds, error }) => {
    metrics.requests.with({ dialect: door, event, outcome }).inc();
    seconds.observe(milliseconds / 1_000);
    if (!error) return;
    log[ERROR_KINDS[error.code].logLevel](
      { connectionId, dialect: dialect.name, event, code: error.code, err: error.cause },
      'request refused',
    );
  };
}

/** How long the sends of a dialect took. */
export function sendObserver(dialect: Dialect, metrics: Metrics): NonNullable<RunnerDeps['observeSend']> {
  const door = doorLabel(dialect.name);
  const durable = metrics.sendSeconds.with({ dialect: door, stage: 'durable' });
  const acknowledged = metrics.sendSeconds.with({ dialect: door, stage: 'acknowledged' });
  return (stage, milliseconds) =>
    (stage === 'durable' ? durable : acknowledged).observe(milliseconds / 1_000);
}

/** Metrics and log line of one request of REST. */
export function restObserver(metrics: Metrics, log: Logger): (done: DoneRequest) => void {
  const dialect = 'rest';
  const seconds = metrics.requestSeconds.with({ dialect });
  const durable = metrics.sendSeconds.with({ dialect, stage: 'durable' });
  const acknowledged = metrics.sendSeconds.with({ dialect, stage: 'acknowledged' });
  return ({ served, startedAt, endedAt, ...request }) => {
    const { name, outcome, storedAt } = served;
    const milliseconds = endedAt - startedAt;
    metrics.requests.with({ dialect, event: name ?? UNKNOWN, outcome }).inc();
    seconds.observe(milliseconds / 1_000);
    if (storedAt !== null) {
      durable.observe((storedAt - startedAt) / 1_000);
      acknowledged.observe(milliseconds / 1_000);
    }
    log[request.status >= 500 ? 'warn' : 'debug']({ ...request, milliseconds }, 'request');
  };
}
