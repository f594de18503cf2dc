import type { EpochMs } from '../ids.js';

/** When an event was published, and where: kept beside it on its way to the sockets of one node. */
export interface Publication {
  /** By the clock of the node that published it. */
  readonly at: EpochMs;
  readonly origin: 'local' | 'remote';
}

/** The key under which an event has its publication: a symbol, so that it is no part of what is published. */
export const publication: unique symbol = Symbol('publication');

/** Beside an event on its way to the sockets of one node. */
interface Passage {
  /** Absent: read from storage, told by this node to a single socket, or published by a node of an older version. */
  readonly [publication]?: Publication;
  /**
   * The audience is who caused the event, and has the frames that everybody gets, since storage told it first: only what is
   * theirs alone is left to be told.
   */
  readonly told?: true;
}

export type Published<E> = E & Passage;

/** On the event itself: a copy of every event cost a tenth of a send. */
export function notePublication<E extends object>(event: E, how: Publication): Published<E> {
  (event as { [publication]?: Publication })[publication] = how;
  return event;
}
