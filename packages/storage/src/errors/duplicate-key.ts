import { mongo } from 'mongoose';

const DUPLICATE_KEY = 11_000;

interface WriteFault {
  readonly code?: unknown;
  readonly message?: string;
  readonly errmsg?: string | undefined;
}

/** Whether a write failed since the unique index of this name holds such a key already. */
export function isDuplicateOf(index: string, fault: WriteFault): boolean {
  // The bulk API hands over no key pattern, only the text, in which the server names the index (`index: NAME dup key`).
  return (
    fault.code === DUPLICATE_KEY && `${fault.errmsg ?? fault.message ?? ''}`.includes(`index: ${index} `)
  );
}

/** The same for what a single write throws. */
export function isDuplicateError(index: string, error: unknown): boolean {
  return error instanceof mongo.MongoServerError && isDuplicateOf(index, error);
}
