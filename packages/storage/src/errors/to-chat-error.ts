import { ChatError } from '@crosstalk/domain';
import { mongo } from 'mongoose';

/** Driver errors that say "not now": the server is away, silent, too busy, or stepping down. By name, since not all are exported. */
const AWAY_NAMES: ReadonlySet<string> = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoServerClosedError',
  'MongoExpiredSessionError',
  'MongoStalePrimaryError',
  'MongoWriteConcernError',
  // Of `AbortSignal.timeout`.
  'TimeoutError',
]);

/**
 * Server codes of the same meaning: HostUnreachable, HostNotFound, MaxTimeMSExpired, WriteConcernFailed, NetworkTimeout,
 * ShutdownInProgress, WriteConflict, PrimarySteppedDown, LockTimeout, ExceededTimeLimit, SocketException, NotWritablePrimary,
 * Interrupted*, NotPrimary*.
 */
const AWAY_CODES: ReadonlySet<number> = new Set([
  6, 7, 24, 50, 64, 89, 91, 100, 112, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436,
]);

/** Of Node: the driver passes on as they are those that it meets in the moment in which a connection ends. */
const AWAY_SOCKET_CODES: ReadonlySet<unknown> = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT']);

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (AWAY_NAMES.has(error.name)) return true;
  if ('code' in error && AWAY_SOCKET_CODES.has(error.code)) return true;
  if (!(error instanceof mongo.MongoError)) return false;
  // The bulk API wraps whatever it meets, a lost connection too.
  if (error instanceof mongo.MongoBulkWriteError && isAway(error.errorResponse)) return true;
  if (typeof error.code === 'number' && AWAY_CODES.has(error.code)) return true;
  return error.hasErrorLabel('RetryableWriteError') || error.hasErrorLabel('TransientTransactionError');
}

/**
 * The domain's error for whatever the driver threw: `unavailable` when MongoDB is away or slow, else `internal`. The cause is kept
 * for the log; the message holds nothing of it.
 */
export function toChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  if (isAway(error)) {
    return new ChatError('unavailable', 'The database does not answer. Try again.', { cause: error });
  }
  return new ChatError('internal', 'The server made a mistake.', { cause: error });
}
