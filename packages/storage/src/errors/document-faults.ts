import { mongo } from 'mongoose';

/**
 * The documents that an unordered `insertMany` refused, when that is all that went wrong: the others are stored, durably.
 * @throws the error itself when the outcome of the whole is unknown: connection lost, or no majority in time
 */
export function documentFaults(error: unknown): readonly mongo.WriteError[] {
  if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  // What the driver met on the way (not what the server said of a document) stands here as the error that it was.
  if (error.errorResponse instanceof Error) throw error.errorResponse;
  const durability = error.result.getWriteConcernError();
  if (durability) throw new mongo.MongoError(`No majority: ${durability.errmsg ?? ''}`);
  return error.result.getWriteErrors();
}
