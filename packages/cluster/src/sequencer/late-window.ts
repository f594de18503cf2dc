/** How far below the baseline a number can lie that is still on its way. */
const MAX_DEPTH = 1000;

/**
 * Revs that were allotted before a room was first subscribed here and published after it: below the baseline, yet never delivered. The
 * newest rev of a room counts numbers whose messages are still being written.
 */
export class LateWindow {
  readonly #floor: number;
  readonly #until: number;
  #seen: Set<number> | null = null;

  constructor(floor: number, until: number) {
    this.#floor = floor;
    this.#until = until;
  }

  /** True once for each rev, while the window is open. */
  admits(rev: number, now: number): boolean {
    if (now >= this.#until || rev > this.#floor || rev <= this.#floor - MAX_DEPTH || this.#seen?.has(rev))
      return false;
    this.#seen = (this.#seen ?? new Set()).add(rev);
    return true;
  }
}
