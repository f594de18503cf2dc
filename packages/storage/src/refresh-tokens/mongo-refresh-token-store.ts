import type { EpochMs, RefreshTokenRecord, RefreshTokenStore, UserId } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { type RefreshTokenDoc, toRecord } from './refresh-token-schema.js';

/** Refresh tokens in MongoDB. */
export class MongoRefreshTokenStore implements RefreshTokenStore {
  readonly #tokens: mongo.Collection<RefreshTokenDoc>;

  constructor(tokens: mongo.Collection<RefreshTokenDoc>) {
    this.#tokens = tokens;
  }

  async save({ hash, family, userId, expiresAt }: RefreshTokenRecord): Promise<void> {
    await this.#tokens.insertOne({
      _id: hash,
      family,
      user: userId,
      expiresAt: new Date(expiresAt),
      usedAt: null,
      revoked: false,
    });
    // A family may be revoked while one of its tokens is on its way: either the revocation saw the token, or it is seen here.
    const revoked = await this.#tokens.findOne({ family, revoked: true }, { projection: { _id: 1 } });
    if (revoked) await this.revokeFamily(family);
  }

  async use(
    hash: string,
    at: EpochMs,
  ): Promise<(RefreshTokenRecord & { readonly usedBefore: boolean }) | null> {
    const before = await this.#tokens.findOneAndUpdate(
      { _id: hash, revoked: false },
      [{ $set: { usedAt: { $ifNull: ['$usedAt', new Date(at)] } } }],
      { returnDocument: 'before' },
    );
    return before && { ...toRecord(before), usedBefore: before.usedAt !== null };
  }

  async revokeFamily(family: string): Promise<void> {
    await this.#tokens.updateMany({ family, revoked: false }, { $set: { revoked: true } });
  }

  countOf(userId: UserId): Promise<number> {
    return this.#tokens.countDocuments({ user: userId }, { maxTimeMS: TIME_LIMITS_MS.read });
  }

  async deleteOf(userId: UserId): Promise<void> {
    await this.#tokens.deleteMany({ user: userId });
  }
}
