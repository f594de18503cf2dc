import type { FileContent, FilePart } from '@crosstalk/domain';
import { toChatError } from '../errors/to-chat-error.js';
import { type AttachmentDoc, partsOf } from './attachment-schema.js';
import type { FileStoreOptions } from './file-store-options.js';

/** A part that can be read, by what its record says; null when there is none. */
export function openPart(
  { ledger }: FileStoreOptions,
  doc: AttachmentDoc,
  name: FilePart,
): FileContent | null {
  const part = partsOf(doc).find((one) => one.part === name);
  if (part === undefined) return null;
  const { key, store, size, contentType, sha256 } = part;
  return {
    size,
    contentType,
    // A key is never used for other bytes.
    etag: sha256 === '' ? key : sha256,
    read: (range) => reading(() => ledger.storeOf(store).open(key, range)),
  };
}

/** The chunks; a failure on the way is the domain's error. */
async function* reading(open: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* open();
  } catch (error) {
    throw toChatError(error);
  }
}
