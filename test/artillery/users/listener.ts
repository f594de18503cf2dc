import type { Message } from './room-ledger.js';

/** What one connection has heard, and what it has yet to hear. */
export class Listener {
  readonly #due = new Set<string>();
  readonly #heard = new Set<string>();
  readonly #own = new Set<string>();
  readonly #order: Message[] = [];
  #settled: (() => void) | undefined;
  /** Messages of others that came more than once. */
  doubled = 0;

  /** Marks of what is due and has not come. */
  get missing(): readonly string[] {
    return [...this.#due];
  }

  /** Messages that came before one that stands before them in the room, as far as their places are known. */
  get disordered(): number {
    let last = 0;
    let disordered = 0;
    for (const { seq } of this.#order) {
      if (seq === undefined) continue;
      if (seq < last) disordered += 1;
      last = Math.max(last, seq);
    }
    return disordered;
  }

  expect(mark: string): void {
    this.#due.add(mark);
  }

  excuse(mark: string): void {
    this.#due.delete(mark);
    this.#tell();
  }

  wrote(mark: string): void {
    this.#own.add(mark);
  }

  /**
   * A message has come. One's own may come once more, and then in no order: as its answer, where the node has read the message from
   * storage before it was told of it.
   *
   * @param message undefined: nobody waits for it any more
   */
  hear(mark: string, message: Message | undefined): void {
    if (!this.#heard.has(mark)) {
      if (message) this.#order.push(message);
    } else if (!this.#own.has(mark)) this.doubled += 1;
    this.#heard.add(mark);
    this.excuse(mark);
  }

  /** Resolves when everything that is due has come, or after the limit. */
  async settle(limitMs: number): Promise<void> {
    if (this.#due.size === 0) return;
    await new Promise<void>((resolve) => {
      const limit = setTimeout(resolve, limitMs);
      this.#settled = () => {
        clearTimeout(limit);
        resolve();
      };
    });
  }

  #tell(): void {
    if (this.#due.size === 0) this.#settled?.();
  }
}
