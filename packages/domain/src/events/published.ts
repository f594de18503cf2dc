import type { EpochMs } from '../ids.js';

/** When an event was published, and where: kept beside it on its way to the sockets of one node. */
export interface Publication {
  /** By the clock of the node that published it. */
  readonly at: EpochMs;
  readonly origin: 'local' | 'remote';
}

/** Without it: read from storage, told by this node to a single socket, or published by a node of an older version. */
export type Published<E> = E & { readonly published?: Publication };
