/** @module The closed sets that labels take their values from: a label is never an id, or the number of time series has no bound. */
import { ERROR_CODES } from '@crosstalk/domain';

/** Doors that people come through. */
export const DOORS = ['channels', 'casamsa', 'dialogs', 'fsego', 'consumer', 'rest'] as const;
export const HANDSHAKE_OUTCOMES = [
  'ok',
  'unauthenticated',
  'refused',
  'timeout',
  'draining',
  'error',
] as const;
export const REQUEST_OUTCOMES = ['ok', ...ERROR_CODES] as const;
export const PUBLISH_OUTCOMES = ['ok', 'failed'] as const;
export const SEQUENCER_EVENTS = ['released', 'duplicate', 'gap_healed', 'voided', 'held'] as const;
export const PRESENCE_STATES = ['online', 'offline'] as const;
/** As `QUEUE_TABLE` of the package `jobs` names them. */
export const QUEUES = [
  'room-effects',
  'outbox-sweep',
  'files',
  'films',
  'notices',
  'pushes',
  'webhooks',
  'digests',
  'previews',
  'erasures',
  'housekeeping',
] as const;
export const NOTICE_CHANNELS = ['push', 'webhook', 'mail'] as const;
/** `skipped`: read meanwhile or not wanted any more; `gone`: the receiver was removed; `failed`: one attempt. */
export const NOTICE_OUTCOMES = ['sent', 'skipped', 'gone', 'failed'] as const;
/** `known`: somebody looked before; `refused`: the link leads to a place that is not asked. */
export const PREVIEW_OUTCOMES = ['found', 'none', 'refused', 'known'] as const;
/**
 * `failed`: a failed attempt; `retried`: one with another after it; `enqueue_failed`: the producer could not reach the queue, the sweeps
 * make up for it; `stalled`: taken from a worker that died.
 */
export const JOB_OUTCOMES = [
  'completed',
  'failed',
  'retried',
  'enqueued',
  'enqueue_failed',
  'stalled',
] as const;
/** `waiting`: due now; `delayed`: due later, further attempts among them; `failed`: for good, kept to be looked at. */
export const JOB_STATES = ['waiting', 'active', 'delayed', 'failed'] as const;
export const FILE_OUTCOMES = ['ready', 'rejected'] as const;
export const DEPENDENCIES = ['mongodb', 'redis', 'queue'] as const;

/** Seconds; fine around the few milliseconds that a group commit takes, coarse up to the point where a client gives up. */
export const LATENCY_BUCKETS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;

/** Seconds; from a room of two to a long recording. */
export const JOB_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180] as const;
