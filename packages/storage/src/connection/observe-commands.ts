/**
 * @module Times what the stores ask of MongoDB. Not by the driver's command monitoring: that copies each command and reads each answer a
 * second time.
 */
import { mongo } from 'mongoose';

export type ObservedCommand = 'find' | 'insert' | 'update' | 'findAndModify' | 'delete' | 'other';

/** Told of each command that ended. Must not throw. */
export type CommandObserver = (command: ObservedCommand, milliseconds: number, failed: boolean) => void;

/** Methods of a collection that ask at once, with the command that MongoDB gets. */
const COMMAND_OF: Readonly<Record<string, ObservedCommand>> = {
  findOne: 'find',
  insertOne: 'insert',
  insertMany: 'insert',
  updateOne: 'update',
  updateMany: 'update',
  replaceOne: 'update',
  findOneAndUpdate: 'findAndModify',
  findOneAndDelete: 'findAndModify',
  deleteOne: 'delete',
  deleteMany: 'delete',
  bulkWrite: 'other',
  countDocuments: 'other',
};

type Ask = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * The same collection, which tells of its commands. Other methods than those of `COMMAND_OF` and `find().toArray()` pass untold. Beside the
 * collection and not in its place: `insertMany` calls `bulkWrite`, which would be told as well.
 */
export function observeCommands<C extends object>(collection: C, observe: CommandObserver): C {
  const methods = collection as unknown as Readonly<Record<string, Ask>>;
  const observed = Object.create(collection) as Record<string, unknown>;
  for (const [name, command] of Object.entries(COMMAND_OF)) {
    const ask = methods[name] as Ask;
    observed[name] = (...args: readonly unknown[]) =>
      timed(observe, command, ask.apply(collection, [...args]));
  }
  const find = methods.find as unknown as (...args: readonly unknown[]) => { toArray: Ask };
  observed.find = (...args: readonly unknown[]) => {
    const cursor = find.apply(collection, [...args]);
    const { toArray } = cursor;
    cursor.toArray = () => timed(observe, 'find', toArray.call(cursor));
    return cursor;
  };
  return observed as C;
}

async function timed<T>(observe: CommandObserver, command: ObservedCommand, answer: Promise<T>): Promise<T> {
  const startedAt = performance.now();
  let failed = false;
  try {
    return await answer;
  } catch (error) {
    failed = !isExpected(error);
    throw error;
  } finally {
    observe(command, performance.now() - startedAt, failed);
  }
}

/** DuplicateKey and WriteConflict: answers that the stores live with, a retry that is known already and a transaction that runs again. */
const EXPECTED: ReadonlySet<unknown> = new Set([11000, 112]);

function isExpected(error: unknown): boolean {
  return error instanceof mongo.MongoError && EXPECTED.has(error.code);
}
