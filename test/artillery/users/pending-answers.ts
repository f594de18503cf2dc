import { inTime, Refusal } from './voice.js';

/** Requests on a raw WebSocket that wait for the frame with their key. */
export class PendingAnswers {
  readonly #waiting = new Map<string, { resolve(): void; reject(refusal: Refusal): void }>();
  readonly #limitMs: number;
  #keys = 0;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** Sends with a key of its own and waits for the answer to it. */
  ask(send: (key: string) => void, key = this.#newKey()): Promise<void> {
    const answer = new Promise<void>((resolve, reject) => this.#waiting.set(key, { resolve, reject }));
    send(key);
    return inTime(answer, this.#limitMs).finally(() => this.#waiting.delete(key));
  }

  /** A frame with this key has come. @param code of the error, if it is one */
  settle(key: unknown, code?: string): void {
    const waiting = this.#waiting.get(String(key));
    if (code === undefined) waiting?.resolve();
    else waiting?.reject(new Refusal(code));
  }

  #newKey(): string {
    this.#keys += 1;
    return `k${this.#keys}`;
  }
}
