import type { FrameView } from './frames.js';

const MARK = '~'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);
const DIGITS = 6;
/** Of the FNV hash: two orders of the same messages get the same number by chance only. */
const FNV_PRIME = 16_777_619;
const FILLER = ' Are we still meeting at the usual place after work, or shall we stay in and cook something?';

/** The text of message `number` of a run: the tally finds the number again without parsing the frame. */
export function markedText(number: number): string {
  return `~${String(number).padStart(DIGITS, '0')}${FILLER}`;
}

function markOf({ bytes, start, end }: FrameView): number {
  const at = bytes.indexOf(MARK, start) + 1;
  if (at === 0 || at + DIGITS > end) return -1;
  let number = 0;
  for (let digit = at; digit < at + DIGITS; digit += 1) number = number * 10 + (bytes[digit] ?? ZERO) - ZERO;
  return number;
}

/** Which of the messages of one run reached which client, how often, and in which order. */
export class Tally {
  readonly #clients: number;
  readonly #messages: number;
  readonly #seen: Uint8Array;
  readonly #orders: Int32Array;
  #delivered = 0;
  #doubled = 0;
  #onComplete: (() => void) | null = null;

  constructor(clients: number, messages: number) {
    this.#clients = clients;
    this.#messages = messages;
    this.#seen = new Uint8Array(clients * messages);
    this.#orders = new Int32Array(clients);
  }

  note(client: number, frame: FrameView): void {
    const message = markOf(frame);
    if (message < 0 || message >= this.#messages) return;
    const index = client * this.#messages + message;
    if (this.#seen[index]) {
      this.#doubled += 1;
      return;
    }
    this.#seen[index] = 1;
    this.#orders[client] = Math.imul((this.#orders[client] ?? 0) ^ (message + 1), FNV_PRIME);
    this.#delivered += 1;
    if (this.#delivered === this.#seen.length) this.#onComplete?.();
  }

  /** Different deliveries. */
  get delivered(): number {
    return this.#delivered;
  }

  get lost(): number {
    return this.#seen.length - this.#delivered;
  }

  get doubled(): number {
    return this.#doubled;
  }

  /** In how many different orders the clients saw the messages. */
  get orders(): number {
    return new Set(this.#orders.subarray(0, this.#clients)).size;
  }

  /** Resolves when every client has every message, or at the deadline. */
  complete(deadlineMs: number): Promise<void> {
    if (this.lost === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const limit = setTimeout(resolve, deadlineMs);
      this.#onComplete = () => {
        clearTimeout(limit);
        resolve();
      };
    });
  }
}
