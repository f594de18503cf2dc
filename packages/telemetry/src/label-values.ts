/** @module The closed sets that labels take their values from: a label is never an id, or the number of time series has no bound. */
import { ERROR_CODES } from '@crosstalk/domain';

/** Doors that people come through. */
export const DOORS = ['channels', 'casamsa', 'dialogs', 'fsego', 'consumer', 'rest'] as const;
/**
 * `ok`: a session; `unauthenticated`: no token or a bad one; `refused`: a foreign origin or a request that is no handshake; `draining`: the
 * node ends; `no_session`: a polling request for a session of another node, so stickiness is missing; `error`: the node could not.
 */
export const HANDSHAKE_OUTCOMES = [
  'ok',
  'unauthenticated',
  'refused',
  'draining',
  'no_session',
  'error',
] as const;
/** Names that requests have; a client cannot make one up. */
export const REQUEST_EVENTS = {
  declared: 'the requests of the dialect as its table names them, the operations of REST, `unknown`',
} as const;
export const REQUEST_OUTCOMES = ['ok', ...ERROR_CODES] as const;
export const SEND_STAGES = ['durable', 'acknowledged'] as const;
export const PUBLISH_OUTCOMES = ['ok', 'failed'] as const;
export const DELIVERY_ORIGINS = ['local', 'remote'] as const;
/**
 * `released`: in its turn; `duplicate`: had been told before; `held`: a gap was found; `gap_healed`: read from storage instead; `voided`: a
 * number that nothing was stored under; `lost`: stored, passed over and not told.
 */
export const SEQUENCER_EVENTS = ['released', 'duplicate', 'held', 'gap_healed', 'voided', 'lost'] as const;
export const PRESENCE_STATES = ['online', 'offline'] as const;
/** Commands of MongoDB by their name on the wire; a read of several pages is one `find`. */
export const MONGODB_COMMANDS = ['find', 'insert', 'update', 'findAndModify', 'delete', 'other'] as const;
/** Connections of a process to Redis by what they are for. */
export const REDIS_CLIENTS = ['commands', 'publish', 'subscribe', 'queue'] as const;
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
export const VERSIONS = { declared: 'the version of the running build' } as const;

/** Seconds; fine around the few milliseconds that a group commit takes, coarse up to the point where a client gives up. */
export const LATENCY_BUCKETS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;

/** Seconds; of one command to a database nearby, up to the time limits of the drivers. */
export const COMMAND_BUCKETS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5,
] as const;

/** Seconds; from a room of two to a long recording. */
export const JOB_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180] as const;

/** Messages, up to the largest group commit. */
export const BATCH_BUCKETS = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000] as const;
