import { DEADLINE_MS, within } from './deadline.js';

interface Waiting<T> {
  readonly matches: (item: T) => boolean;
  readonly resolve: (item: T) => void;
}

/** Everything that arrived, in order; `next` waits for what has not come yet and never gives the same item twice. */
export class ArrivalLog<T> {
  readonly all: T[] = [];
  #unread: T[] = [];
  #waiting: Waiting<T>[] = [];

  add(item: T): void {
    this.all.push(item);
    const index = this.#waiting.findIndex(({ matches }) => matches(item));
    const [waiting] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (waiting) waiting.resolve(item);
    else this.#unread.push(item);
  }

  /** The first item that matches and was not given before. */
  next(what: string, matches: (item: T) => boolean, deadlineMs = DEADLINE_MS): Promise<T> {
    const index = this.#unread.findIndex(matches);
    if (index >= 0) return Promise.resolve(this.#unread.splice(index, 1)[0] as T);
    return within(new Promise<T>((resolve) => this.#waiting.push({ matches, resolve })), what, deadlineMs);
  }
}
