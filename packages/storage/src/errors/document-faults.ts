import { mongo } from 'mongoose';

const WRITE_CONCERN_FAILED = 64;

/**
 * The documents that an unordered `insertMany` of `count` documents refused, when that is all that went wrong: the others are stored,
 * durably. The driver throws the same class for whatever it met on the way, a lost connection too, with no fault in it at all: so what
 * is not accounted for, document by document, counts as unknown.
 * @throws the error when the outcome is unknown: connection lost, primary gone, no majority in time
 */
export function documentFaults(error: unknown, count: number): readonly mongo.WriteError[] {
  if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  const durability = error.result.getWriteConcernError();
  if (durability) {
    throw new mongo.MongoServerError({ message: durability.errmsg ?? '', code: WRITE_CONCERN_FAILED });
  }
  const faults = error.result.getWriteErrors();
  if (error.insertedCount + faults.length !== count) throw error;
  return faults;
}
