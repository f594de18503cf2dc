import { setTimeout as delay } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from './time-limits.js';

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 200;

function hasLabel(error: unknown, label: string): boolean {
  return error instanceof mongo.MongoError && error.hasErrorLabel(label);
}

/** Asks again when it is not known whether the commit was done: it is done once, however often one asks. */
async function commit(session: mongo.ClientSession, deadline: number): Promise<void> {
  for (;;) {
    try {
      await session.commitTransaction();
      return;
    } catch (error) {
      if (!hasLabel(error, 'UnknownTransactionCommitResult') || Date.now() >= deadline) throw error;
    }
  }
}

/**
 * Runs the work in one transaction, again when it conflicts with another one; the work must hold no state between runs and must pass the
 * session to every operation, one after the other. For rare changes only: a transaction on a busy room's document conflicts a lot.
 * Not the driver's `withTransaction`: that goes on for two minutes while MongoDB is away, and takes no other limit.
 * @throws what the work throws, once `TIME_LIMITS_MS.transaction` is over also what it would have been tried again for
 */
export async function runTransaction<T>(
  client: mongo.MongoClient,
  work: (session: mongo.ClientSession) => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + TIME_LIMITS_MS.transaction;
  const session = client.startSession();
  try {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        session.startTransaction();
        const result = await work(session);
        await commit(session, deadline);
        return result;
      } catch (error) {
        if (session.inTransaction()) await session.abortTransaction();
        if (!hasLabel(error, 'TransientTransactionError') || Date.now() >= deadline) throw error;
        await delay(pauseMs * Math.random());
      }
    }
  } finally {
    await session.endSession();
  }
}
