import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from './time-limits.js';

/**
 * Runs the work in one transaction, again when it conflicts with another one; the work must hold no state between runs and must pass the
 * session to every operation, one after the other. For rare changes only: a transaction on a busy room's document conflicts a lot.
 * @throws what the work throws; the driver's timeout error after `TIME_LIMITS_MS.transaction`
 */
export async function runTransaction<T>(
  client: mongo.MongoClient,
  work: (session: mongo.ClientSession) => Promise<T>,
): Promise<T> {
  const session = client.startSession();
  try {
    // Without a limit of its own the driver would retry for two minutes while MongoDB is away.
    return await session.withTransaction(work, { timeoutMS: TIME_LIMITS_MS.transaction });
  } finally {
    await session.endSession();
  }
}
