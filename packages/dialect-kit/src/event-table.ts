/** @module How a dialect tells each domain event: an exhaustive table, so that a new event fails to compile until it is answered. */
import type { EventOf, EventType } from '@crosstalk/domain';
import type { Frame } from './frame.js';
import type { Rendering } from './rendering.js';
import type { Viewer } from './session.js';

/** The socket that caused an event, and what it wants back. */
export interface Caused {
  /** The correlation of its request; undefined when the request is answered otherwise. */
  readonly echo: unknown;
  readonly viewer: Viewer;
}

interface Rules<E> {
  /**
   * What the socket that caused the event gets in place of the frames: in the order of the room, so that its own answer never
   * overtakes what was released before. `[]`: nothing.
   */
  readonly toOrigin?: (event: E, rendering: Rendering, caused: Caused) => readonly Frame[];
}

export type EventRow<E> =
  /** The same for every viewer: rendered and framed once per node. */
  | ({ readonly kind: 'shared'; render(event: E, rendering: Rendering): readonly Frame[] } & Rules<E>)
  /** Holds the viewer's own part: rendered per connection. */
  | ({
      readonly kind: 'personal';
      render(event: E, rendering: Rendering, viewer: Viewer): readonly Frame[];
    } & Rules<E>)
  /** The dialect has no word for it; `why` is printed in the support table. */
  | { readonly kind: 'silent'; readonly why: string };

export type EventTable = { readonly [T in EventType]: EventRow<EventOf<T>> };

export function shared<E>(
  render: (event: E, rendering: Rendering) => readonly Frame[],
  rules: Rules<E> = {},
): EventRow<E> {
  return { kind: 'shared', render, ...rules };
}

export function personal<E>(
  render: (event: E, rendering: Rendering, viewer: Viewer) => readonly Frame[],
  rules: Rules<E> = {},
): EventRow<E> {
  return { kind: 'personal', render, ...rules };
}

export function silent<E>(why: string): EventRow<E> {
  return { kind: 'silent', why };
}
