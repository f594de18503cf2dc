import type { ByteRange, ByteSource } from './file-store.js';

/** Where bytes lie, under keys that are used once: what is under a key never changes. Which file they belong to is the `FileStore`'s to know. */
export interface BlobStore {
  /** Kept beside every key, so that bytes are found again after another store was chosen for new ones. Never changes. */
  readonly name: string;
  /** Stores what comes, as it comes. When it fails, or the source does, nothing is left. @throws what the source throws, or the driver */
  put(key: string, bytes: ByteSource): Promise<void>;
  /** The bytes, or a range of them. Nothing is asked of the store before the first chunk is. May be left early. */
  open(key: string, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Also what a `put` left that was killed on the way. Does nothing when there is nothing. */
  delete(key: string): Promise<void>;
  /** Releases its connections. Idempotent. */
  close(): void;
}
