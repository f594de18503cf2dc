/** Older ones are forgotten: what comes so late is in the history only. */
const MAX_REVS = 1000;

/** Numbers that the sequencer stepped over as void. An event that comes under one of them is lost to those who watch. */
export class SteppedOver {
  /** No set while nothing was stepped over, which is nearly always: a node has many rooms. */
  #revs: Set<number> | null = null;

  add(first: number, last: number): void {
    this.#revs ??= new Set();
    for (let rev = Math.max(first, last - MAX_REVS + 1); rev <= last; rev += 1) this.#revs.add(rev);
    for (const oldest of this.#revs) {
      if (this.#revs.size <= MAX_REVS) return;
      this.#revs.delete(oldest);
    }
  }

  /** Whether the number was stepped over; true once for each. */
  take(rev: number): boolean {
    return this.#revs?.delete(rev) ?? false;
  }
}
