import type { Frame } from './frame.js';

/** What arrives on a socket, before a dialect has looked at it. */
export type Incoming =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary' }
  | { readonly kind: 'event'; readonly event: string; readonly payload: unknown; readonly bytes: number };

/** What a dialect read from it. */
export interface Request {
  /** Key of the row; any string that the client sent. */
  readonly event: string;
  readonly data: unknown;
  /** What the client wants back with the answer: a transaction, a key. */
  readonly correlation: unknown;
  /** A token that came along with the request. */
  readonly token?: string;
}

/** What goes back to the caller. */
export interface Answer {
  readonly frames: readonly Frame[];
  /** Payload of the acknowledgement callback, where the client passed one. */
  readonly acknowledgement?: unknown;
}
