import { threadId } from 'node:worker_threads';
import { Listener } from './listener.js';
import type { Said } from './voice.js';

/** One message of the load; `mark` begins its text. */
export interface Message {
  readonly mark: string;
  readonly text: string;
  /** By `performance.now()`. */
  readonly sentAt: number;
  /** Its place in the room, once any wire has told it. */
  seq?: number;
}

const MARK = /^~[\w.]+~/;
/** As long as a sentence. */
const FILLER = 'and the rest of it is as long as what people usually write in a chat.';

/**
 * Who must hear what in one room. A message is due at everybody who is in the room when its sending begins, and stays due until it was
 * heard or its sending failed.
 *
 * Virtual users of one Artillery worker share it, whatever they speak; a message of another worker is not known here and not looked at.
 */
export class RoomLedger {
  static #marks = 0;
  readonly #listeners = new Set<Listener>();
  readonly #messages = new Map<string, { readonly message: Message; readonly due: Set<Listener> }>();

  /** Somebody is in the room from now on. */
  enter(): Listener {
    const listener = new Listener();
    this.#listeners.add(listener);
    return listener;
  }

  /** Nothing that is sent from now on is due at this listener. */
  leave(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  /** Begins a message: call it right before it is sent. */
  begin(author: Listener): Message {
    RoomLedger.#marks += 1;
    const mark = `~${threadId}.${RoomLedger.#marks}~`;
    const message: Message = { mark, text: `${mark} ${FILLER}`, sentAt: performance.now() };
    this.#messages.set(mark, { message, due: new Set(this.#listeners) });
    for (const listener of this.#listeners) listener.expect(mark);
    author.wrote(mark);
    return message;
  }

  /** The sending failed: whether anybody hears the message is left open. */
  withdraw({ mark }: Message): void {
    for (const listener of this.#messages.get(mark)?.due ?? []) listener.excuse(mark);
    this.#messages.delete(mark);
  }

  /** A text has arrived. @returns the message, unless it was not due here */
  hear(listener: Listener, { text, seq }: Said): Message | undefined {
    const mark = MARK.exec(text)?.[0];
    if (mark === undefined) return undefined;
    const entry = this.#messages.get(mark);
    if (entry && seq !== undefined) entry.message.seq = seq;
    listener.hear(mark, entry?.message);
    if (!entry?.due.delete(listener)) return undefined;
    this.#forget(mark);
    return entry.message;
  }

  /** The listener waits for nothing any more. */
  abandon(listener: Listener): void {
    this.leave(listener);
    for (const mark of listener.missing) {
      this.#messages.get(mark)?.due.delete(listener);
      this.#forget(mark);
    }
  }

  #forget(mark: string): void {
    if (this.#messages.get(mark)?.due.size === 0) this.#messages.delete(mark);
  }
}
