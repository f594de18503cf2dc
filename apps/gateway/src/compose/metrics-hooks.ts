/** @module What the packages tell, counted. */
import type { RegistryMetrics } from '@crosstalk/cluster';
import { ChatError, ERROR_KINDS } from '@crosstalk/domain';
import type { EnqueueObserver } from '@crosstalk/jobs';
import type { Logger, Metrics } from '@crosstalk/telemetry';

type Door = Parameters<Metrics['connections']['with']>[0]['dialect'];

/** The label of a dialect: dialect names are a closed set of their own. */
export function doorLabel(dialect: string): Door {
  return dialect as Door;
}

/** Why there is no session. */
export function refusalOutcome(error: unknown): 'unauthenticated' | 'refused' | 'error' {
  if (!(error instanceof ChatError) || error.code === 'internal') return 'error';
  if (error.code === 'unauthenticated') return 'unauthenticated';
  return ERROR_KINDS[error.code].retryable ? 'error' : 'refused';
}

export function registryMetrics(metrics: Metrics): Partial<RegistryMetrics> {
  return {
    published: (outcome, events) => metrics.eventsPublished.with({ outcome }).inc(events),
    sequenced: (event, count) => metrics.sequencer.with({ event }).inc(count),
    evicted: (connections) => metrics.audienceEvictions.inc(connections),
  };
}

export function jobObserver(metrics: Metrics, log: Logger): EnqueueObserver {
  return {
    counted: (queue, outcome, count) => metrics.jobs.with({ queue, outcome }).inc(count),
    failed: (queue, error) =>
      log.debug({ err: error, queue }, 'the queue refused a job; a sweep will find what it was about'),
  };
}
