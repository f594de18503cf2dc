import type { Erasure } from '../model/erasure.js';
import type { Ports } from '../ports/ports.js';

/** What erasing takes of the world. */
export type EraserPorts = Pick<
  Ports,
  | 'clock'
  | 'events'
  | 'messages'
  | 'rooms'
  | 'members'
  | 'users'
  | 'files'
  | 'previews'
  | 'refreshTokenStore'
  | 'pushSubscriptions'
  | 'notificationSettings'
  | 'erasures'
> & { readonly sideEffects: Pick<Ports['sideEffects'], 'roomChanged'> };

/** A part of what one step removes: it is counted before it is removed, so that a crash between the two neither forgets nor repeats it. */
export interface Batch {
  readonly count: number;
  /** What to remove, ascending; empty where everything of the person goes at once. */
  readonly ids: readonly number[];
}

/** One kind of data and how it goes away. */
export interface ErasureStep {
  /** The next part, above `after`; null when there is none. */
  next(ports: EraserPorts, erasure: Erasure, after: number): Promise<Batch | null>;
  /** May be done again, and for things that are gone. */
  remove(ports: EraserPorts, erasure: Erasure, ids: readonly number[]): Promise<void>;
}

/** A step without parts. */
export function atOnce(
  count: (ports: EraserPorts, erasure: Erasure) => Promise<number>,
  remove: (ports: EraserPorts, erasure: Erasure) => Promise<void>,
): ErasureStep {
  return {
    next: async (ports, erasure, after) =>
      after > 0 ? null : { count: await count(ports, erasure), ids: [] },
    remove,
  };
}
