import type { SequencedEvent } from '@crosstalk/domain';

/** Beyond it nothing is kept: storage has it all, in order. */
const MAX_HELD = 1000;

/** Events that wait for their turn, by rev. */
export class RevBuffer {
  /** A null event: the rev is void. No map while nothing is held, which is nearly always: a node has many rooms. */
  #held: Map<number, SequencedEvent | null> | null = null;
  #newest = 0;

  /** The newest rev that is known to exist. */
  get newest(): number {
    return this.#newest;
  }

  get size(): number {
    return this.#held?.size ?? 0;
  }

  /** Keeps what comes at a rev; false when it was there already. */
  put(rev: number, event: SequencedEvent | null): boolean {
    this.know(rev);
    if (this.#held?.has(rev)) return false;
    if (!this.#held || this.#held.size >= MAX_HELD) this.#held = new Map();
    this.#held.set(rev, event);
    return true;
  }

  know(rev: number): void {
    if (rev > this.#newest) this.#newest = rev;
  }

  /** Undefined: it has not come. */
  at(rev: number): SequencedEvent | null | undefined {
    return this.#held?.get(rev);
  }

  remove(rev: number): void {
    this.#held?.delete(rev);
    if (this.#held?.size === 0) this.#held = null;
  }

  /** Takes out the events up to a rev, in order. */
  takeUpTo(rev: number): readonly SequencedEvent[] {
    const taken: SequencedEvent[] = [];
    for (const [heldRev, event] of this.#held ?? []) {
      if (heldRev > rev) continue;
      this.#held?.delete(heldRev);
      if (event) taken.push(event);
    }
    if (this.#held?.size === 0) this.#held = null;
    return taken.sort((a, b) => a.rev - b.rev);
  }

  /** Forgets everything and that there is more than `rev`. */
  reset(rev: number): void {
    this.#held = null;
    this.#newest = rev;
  }
}
