import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ChatError } from '@crosstalk/domain';
import { mongo } from 'mongoose';

export interface LeaseDoc {
  readonly _id: string;
  readonly holder: string;
  readonly until: Date;
}

const ID = 'migrations';
const TTL_MS = 30_000;
const RENEW_EVERY_MS = TTL_MS / 3;
const ASK_EVERY_MS = 250;
const DUPLICATE_KEY = 11_000;

/**
 * One process migrates at a time. The lease of one that died ends by itself; the time is the server's, so clocks of processes may differ.
 * A process that stalled for longer than the lease learns of its loss at the next renewal, not before.
 */
export class MigrationLease {
  readonly #leases: mongo.Collection<LeaseDoc>;
  readonly #holder = randomUUID();
  #timer: NodeJS.Timeout | null = null;
  #renewing: Promise<unknown> = Promise.resolve();

  constructor(db: mongo.Db) {
    this.#leases = db.collection('leases');
  }

  /** Waits until nobody else has it, however long that is. */
  async acquire(onWaiting: () => void): Promise<void> {
    for (let tries = 0; !(await this.#take()); tries += 1) {
      if (tries === 0) onWaiting();
      await delay(ASK_EVERY_MS);
    }
    // A command that takes long, such as an index, must not outlast the lease. One failure is made good by the next.
    this.#timer = setInterval(() => {
      this.#renewing = this.#take().catch(() => undefined);
    }, RENEW_EVERY_MS).unref();
  }

  /** @throws ChatError `unavailable` when another process has it by now */
  async renew(): Promise<void> {
    if (await this.#take()) return;
    throw new ChatError('unavailable', 'Another process took over the migration.');
  }

  /** What cannot be given back now ends by itself. */
  async release(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    // Otherwise one under way could take anew what is given back.
    await this.#renewing;
    await this.#leases.deleteOne({ _id: ID, holder: this.#holder }).catch(() => undefined);
  }

  /** Takes or prolongs it; false while somebody else has it. */
  async #take(): Promise<boolean> {
    const over = { $lte: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] };
    const mine = { $or: [{ $eq: ['$holder', this.#holder] }, over] };
    const until = { $dateAdd: { startDate: '$$NOW', unit: 'millisecond', amount: TTL_MS } };
    const change = {
      holder: { $cond: [mine, this.#holder, '$holder'] },
      until: { $cond: [mine, until, '$until'] },
    };
    try {
      const lease = await this.#leases.findOneAndUpdate({ _id: ID }, [{ $set: change }], {
        upsert: true,
        returnDocument: 'after',
      });
      return lease?.holder === this.#holder;
    } catch (error) {
      // Two made the first one at once.
      if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) return false;
      throw error;
    }
  }
}
