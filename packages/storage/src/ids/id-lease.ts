import type { mongo } from 'mongoose';

export interface CounterDoc {
  readonly _id: string;
  /** The highest id handed out to any node. */
  readonly value: number;
}

const BLOCK = 1_000;
/** Left in the block when the next one is fetched: 20 %. */
const LOW_WATER = BLOCK / 5;

interface Range {
  next: number;
  readonly end: number;
}

/**
 * Ids of one kind, leased from a counter in blocks: unique across the cluster, without a query per id. Gaps are normal (a node that
 * ends leaves the rest of its block), and ids of several nodes are not in the order of time.
 */
export class IdLease {
  readonly #counters: mongo.Collection<CounterDoc>;
  readonly #kind: string;
  readonly #ranges: Range[] = [];
  #fetching: Promise<void> | null = null;

  constructor(counters: mongo.Collection<CounterDoc>, kind: string) {
    this.#counters = counters;
    this.#kind = kind;
  }

  /** The next `count` ids, ascending within a block. */
  async take(count: number): Promise<number[]> {
    while (this.#left() < count) await this.#fetch(count);
    const ids: number[] = [];
    while (ids.length < count) ids.push(this.#pop());
    // Nobody waits for the prefetch; if it fails, the `take` that needs it tries again and reports.
    if (this.#left() < LOW_WATER) this.#fetch(1).catch(() => undefined);
    return ids;
  }

  async takeOne(): Promise<number> {
    const [id] = await this.take(1);
    return id as number;
  }

  #left(): number {
    return this.#ranges.reduce((sum, range) => sum + range.end - range.next, 0);
  }

  #pop(): number {
    const range = this.#ranges[0];
    if (!range) throw new Error('No id is leased.');
    const id = range.next++;
    if (range.next === range.end) this.#ranges.shift();
    return id;
  }

  #fetch(atLeast: number): Promise<void> {
    this.#fetching ??= this.#lease(Math.max(BLOCK, atLeast)).finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  async #lease(size: number): Promise<void> {
    const counter = await this.#counters.findOneAndUpdate(
      { _id: this.#kind },
      { $inc: { value: size } },
      // Majority: a block that a failover rolls back would be leased again.
      { upsert: true, returnDocument: 'after', writeConcern: { w: 'majority' } },
    );
    if (!counter || !Number.isSafeInteger(counter.value)) throw new Error(`No ${this.#kind} ids are left.`);
    this.#ranges.push({ next: counter.value - size + 1, end: counter.value + 1 });
  }
}
