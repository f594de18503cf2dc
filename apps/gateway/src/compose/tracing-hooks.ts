/** @module What the packages let be followed, as spans. Made only when tracing is on. */
import type { EventTracing } from '@crosstalk/cluster';
import type { DeliveryDeps, Dialect, RunnerDeps } from '@crosstalk/dialect-kit';
import { ERROR_KINDS } from '@crosstalk/domain';
import type { JobTracing } from '@crosstalk/jobs';
import { API_PREFIX, routeOf } from '@crosstalk/rest';
import type { StorageTracing } from '@crosstalk/storage';
import {
  type Tracer,
  traceDeliveries,
  traceEvents,
  traceJobs,
  traceOutcome,
  traceRequest,
  traceStorage,
} from '@crosstalk/tracing';
import type { RestAdapterDeps } from '../http/rest-adapter.js';

export interface NodeTracing {
  readonly storage: StorageTracing;
  readonly events: EventTracing;
  readonly jobs: JobTracing;
  /** The delivery, followed. */
  delivery(deps: DeliveryDeps): DeliveryDeps;
  /** The requests of a dialect, each a trace of its own. */
  requests(dialect: Dialect, observe: RunnerDeps['observe']): Pick<RunnerDeps, 'trace' | 'observe'>;
  /** The same for REST. */
  rest(observe: RestAdapterDeps['observe']): Pick<RestAdapterDeps, 'trace' | 'observe'>;
  /** Sends what is left, for two seconds at most. */
  close(): Promise<void>;
}

export function tracingHooks(tracer: Tracer): NodeTracing {
  const events = traceEvents(tracer);
  const deliveries = traceDeliveries(tracer, events);
  return {
    storage: traceStorage(tracer),
    events: events.tracing,
    jobs: traceJobs(tracer),
    delivery: (deps) => ({
      ...deps,
      trace: (gathered, write) => deliveries.trace(gathered, write),
      observe: (flushed) => {
        deps.observe(flushed);
        deliveries.wrote(flushed.dialect, flushed.writes);
      },
    }),
    requests: ({ name: dialect }, observe) => ({
      trace: ({ connectionId, event, receivedAt }, run) => {
        const attributes = {
          'crosstalk.dialect': dialect,
          'crosstalk.event': event,
          'crosstalk.connection.id': connectionId,
        };
        return traceRequest(tracer, { name: `${dialect} ${event}`, attributes, receivedAt }, run);
      },
      observe: (done) => {
        const { outcome } = done;
        const fault = outcome !== 'ok' && ERROR_KINDS[outcome].httpStatus >= 500;
        traceOutcome(tracer.current(), { outcome, fault });
        observe(done);
      },
    }),
    rest: (observe) => ({
      trace: ({ method, path, traceparent }, run) => {
        const route = routeOf(method, path);
        const attributes = {
          'http.request.method': method,
          ...(route === null ? {} : { 'http.route': `${API_PREFIX}${route}` }),
        };
        const name = route === null ? method : `${method} ${API_PREFIX}${route}`;
        return traceRequest(tracer, { name, attributes, caller: traceparent }, run);
      },
      observe: (done) => {
        const span = tracer.current();
        span?.set({ 'http.response.status_code': done.status });
        if (done.status >= 400) span?.fail(String(done.status), done.status >= 500);
        observe(done);
      },
    }),
    close: () => tracer.close(),
  };
}
