import { ChatError } from '@crosstalk/domain';

export interface GroupCommitOptions<Key, Item, Outcome> {
  /**
   * Stores a batch of one key; its outcomes are in the order of the items, an error among them rejects that item alone. A rejection
   * rejects each of them.
   */
  commit(key: Key, items: readonly Item[]): Promise<readonly (Outcome | ChatError)[]>;
  /** Items in one commit at most. */
  readonly maxBatch: number;
  /** Items that may wait per key; who comes later is told `unavailable`. */
  readonly maxWaiting: number;
}

interface Waiting<Item, Outcome> {
  readonly item: Item;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/**
 * Group commit: per key, what arrives while a commit is in flight shares the next one. An idle key commits at once, so that it adds no
 * delay; a busy one pays one round trip for many items. Items of one key are committed in the order of their arrival.
 */
export class GroupCommit<Key, Item, Outcome> {
  readonly #options: GroupCommitOptions<Key, Item, Outcome>;
  readonly #queues = new Map<Key, Waiting<Item, Outcome>[]>();
  readonly #running = new Set<Promise<void>>();

  constructor(options: GroupCommitOptions<Key, Item, Outcome>) {
    this.#options = options;
  }

  /** @throws what the commit of its batch throws; ChatError `unavailable` when too much waits already */
  submit(key: Key, item: Item): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const waiting = { item, resolve, reject };
      const queue = this.#queues.get(key);
      if (!queue) this.#start(key, waiting);
      else if (queue.length < this.#options.maxWaiting) queue.push(waiting);
      else reject(new ChatError('unavailable', 'Too many writes wait here. Try again.'));
    });
  }

  /** Resolves when nothing is in flight or waits. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #start(key: Key, first: Waiting<Item, Outcome>): void {
    const queue = [first];
    this.#queues.set(key, queue);
    const run = this.#drain(key, queue).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #drain(key: Key, queue: Waiting<Item, Outcome>[]): Promise<void> {
    // One turn of the microtask queue: sends that were read from one socket buffer go together.
    await Promise.resolve();
    while (queue.length > 0) {
      const batch = queue.splice(0, this.#options.maxBatch);
      if (!(await this.#commit(key, batch))) this.#rejectAll(queue.splice(0));
    }
    this.#queues.delete(key);
  }

  /** Answers every item of the batch. False when the store is away: then what gathered meanwhile need not find out one by one. */
  async #commit(key: Key, batch: readonly Waiting<Item, Outcome>[]): Promise<boolean> {
    try {
      const outcomes = await this.#options.commit(
        key,
        batch.map(({ item }) => item),
      );
      if (outcomes.length !== batch.length) throw new Error('A commit must answer each of its items.');
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index] as Outcome | ChatError;
        if (outcome instanceof ChatError) reject(outcome);
        else resolve(outcome);
      });
      return true;
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return !(error instanceof ChatError && error.code === 'unavailable');
    }
  }

  #rejectAll(queue: readonly Waiting<Item, Outcome>[]): void {
    const error = new ChatError('unavailable', 'The database does not answer. Try again.');
    for (const { reject } of queue) reject(error);
  }
}
