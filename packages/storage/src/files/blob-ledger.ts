import { type BlobStore, type ByteSource, ChatError, type TenantId } from '@crosstalk/domain';
import { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import type { AttachmentDoc } from './attachment-schema.js';
import type { BlobDoc } from './blob-schema.js';
import { measured } from './measured.js';

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

export interface BlobLedgerOptions {
  readonly blobs: mongo.Collection<BlobDoc>;
  readonly attachments: mongo.Collection<AttachmentDoc>;
  /** The first takes what is new; the others still have what they took before. */
  readonly stores: readonly [BlobStore, ...BlobStore[]];
}

/** Bytes that are stored and belong to no file yet. */
export interface WrittenBlob {
  readonly key: string;
  readonly tenant: TenantId;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/**
 * Keeps account of which bytes there are, so that equal ones are stored once and none stay without a file. There is no count of files to go
 * wrong: whether bytes are in use is read from the records of the files.
 */
export class BlobLedger {
  readonly #options: BlobLedgerOptions;

  constructor(options: BlobLedgerOptions) {
    this.#options = options;
  }

  /** Stores bytes, doubtful until `adopt`. @throws what the source throws, `too_large`; then nothing is left */
  async write(tenant: TenantId, source: ByteSource, maxBytes: number): Promise<WrittenBlob> {
    const [store] = this.#options.stores;
    const key = new mongo.ObjectId().toHexString();
    await this.#options.blobs.insertOne({
      _id: key,
      tenant,
      store: store.name,
      version: 0,
      doubtfulAt: new Date(),
    });
    const { bytes, total } = measured(source, maxBytes);
    try {
      await store.put(key, bytes);
      return { key, tenant, ...total() };
    } catch (error) {
      await this.discard([key]);
      throw error;
    }
  }

  /**
   * The blob for a file's record that is written in the same transaction: one with the same bytes that was there before, or this one.
   * @throws ChatError `unavailable` when a sweep took the bytes for lost
   */
  async adopt(
    { key, tenant, sha256 }: WrittenBlob,
    session: mongo.ClientSession,
  ): Promise<{ readonly key: string; readonly store: string }> {
    const { blobs } = this.#options;
    const options = { session, projection: { store: 1 }, returnDocument: 'after' } as const;
    const known = await blobs.findOneAndUpdate({ tenant, sha256 }, { $inc: { version: 1 } }, options);
    if (known) return { key: known._id, store: known.store };
    const own = await blobs.findOneAndUpdate(
      { _id: key, version: 0 },
      { $set: { sha256, version: 1 }, $unset: { doubtfulAt: 1 } },
      options,
    );
    if (!own) throw new ChatError('unavailable', 'The upload took too long. Try again.');
    return { key, store: own.store };
  }

  /** Says, before the record of a file lets go of them and in the same transaction, that nobody may need these any more. */
  async doubt(
    tenant: string,
    parts: readonly { readonly key: string; readonly store: string }[],
    session: mongo.ClientSession,
  ): Promise<void> {
    for (const { key, store } of parts) {
      // Content of the version before has no blob yet.
      await this.#options.blobs.updateOne(
        { _id: key },
        { $set: { doubtfulAt: new Date() }, $inc: { version: 1 }, $setOnInsert: { tenant, store } },
        { session, upsert: true },
      );
    }
  }

  /** Removes what was written here and is not needed, also when a sweep took the account of it for lost. */
  async discard(keys: readonly string[]): Promise<void> {
    const [store] = this.#options.stores;
    for (const key of keys) {
      await this.#settleOne(key)
        .then((known) => (known ? undefined : store.delete(key)))
        .catch(() => undefined);
    }
  }

  /** Ends doubts: removes what no file needs. What cannot be done now is left to the sweep. */
  async settle(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#settleOne(key).catch(() => undefined);
  }

  /** Settles what has been doubtful for long. @throws the first failure, after it has tried all */
  async sweep(olderThanMs: number, limit: number): Promise<number> {
    const doubtful = await this.#options.blobs
      .find({ doubtfulAt: { $lte: new Date(Date.now() - olderThanMs) } }, { ...READ, projection: { _id: 1 } })
      .sort({ doubtfulAt: 1 })
      .limit(limit)
      .toArray();
    const failures: unknown[] = [];
    for (const { _id } of doubtful) {
      await this.#settleOne(_id).catch(async (error: unknown) => {
        failures.push(error);
        // To the end of the queue, so that what cannot be removed holds up nothing.
        await this.#options.blobs.updateOne({ _id }, { $set: { doubtfulAt: new Date() } });
      });
    }
    if (failures.length > 0) throw failures[0];
    return doubtful.length;
  }

  /** The store that has the bytes. */
  storeOf(name: string): BlobStore {
    const store = this.#options.stores.find((one) => one.name === name);
    if (!store) throw new Error(`a file lies in the blob store ${name}, which is not configured`);
    return store;
  }

  /** False when there is no account of such bytes. */
  async #settleOne(key: string): Promise<boolean> {
    const { blobs, attachments } = this.#options;
    const blob = await blobs.findOne({ _id: key }, READ);
    if (!blob) return false;
    // The version was read before the files were: if one takes the bytes meanwhile, the writes below find another version.
    const asRead = { _id: key, version: blob.version };
    const user = await attachments.findOne({ 'parts.key': key }, { ...READ, projection: { _id: 1 } });
    if (user) {
      await blobs.updateOne(asRead, { $unset: { doubtfulAt: 1 } });
      return true;
    }
    const { modifiedCount } = await blobs.updateOne(asRead, {
      $inc: { version: 1 },
      $unset: { sha256: 1 },
      // There already, unless somebody settles what nobody doubted.
      $min: { doubtfulAt: new Date() },
    });
    if (modifiedCount === 0) return true;
    await this.storeOf(blob.store).delete(key);
    await blobs.deleteOne({ _id: key });
    return true;
  }
}
