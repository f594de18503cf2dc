import type { EpochMs, Erasure, ErasureRequest, ErasureStore, UserId } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { isDuplicateError } from '../errors/duplicate-key.js';
import { type ErasureDoc, ONE_ERASURE_PER_USER, toErasure } from './erasure-schema.js';

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

/** Erasures in MongoDB. */
export class MongoErasureStore implements ErasureStore {
  readonly #erasures: mongo.Collection<ErasureDoc>;

  constructor(erasures: mongo.Collection<ErasureDoc>) {
    this.#erasures = erasures;
  }

  async ask({ id, tenant, userId, askedBy, messages, askedAt }: ErasureRequest): Promise<Erasure> {
    const at = new Date(askedAt);
    const doc: ErasureDoc = {
      ...{ _id: id, tenant, user: userId, askedBy, messages },
      ...{ askedAt: at, finishedAt: null, counts: {}, place: null, version: 0, movedAt: at },
    };
    try {
      await this.#erasures.insertOne(doc);
      return toErasure(doc);
    } catch (error) {
      const known = isDuplicateError(ONE_ERASURE_PER_USER, error) && (await this.ofUser(userId));
      if (known) return known;
      throw error;
    }
  }

  async find(id: string): Promise<Erasure | null> {
    const doc = await this.#erasures.findOne({ _id: id }, READ);
    return doc && toErasure(doc);
  }

  async ofUser(userId: UserId): Promise<Erasure | null> {
    const doc = await this.#erasures.findOne({ user: userId }, READ);
    return doc && toErasure(doc);
  }

  async save(
    { id, version }: Erasure,
    { place, counts }: Pick<Erasure, 'place' | 'counts'>,
  ): Promise<Erasure | null> {
    const doc = await this.#erasures.findOneAndUpdate(
      { _id: id, version, finishedAt: null },
      { $set: { place, counts, movedAt: new Date() }, $inc: { version: 1 } },
      { returnDocument: 'after' },
    );
    return doc && toErasure(doc);
  }

  async finish(id: string, at: EpochMs): Promise<void> {
    await this.#erasures.updateOne(
      { _id: id, finishedAt: null },
      { $set: { finishedAt: new Date(at), place: null }, $unset: { movedAt: true } },
    );
  }

  async unfinished(idleMs: number, limit: number): Promise<readonly string[]> {
    const docs = await this.#erasures
      .find({ movedAt: { $lt: new Date(Date.now() - idleMs) } }, { ...READ, projection: { _id: 1 } })
      .sort({ movedAt: 1 })
      .limit(limit)
      .toArray();
    return docs.map(({ _id }) => _id);
  }
}
