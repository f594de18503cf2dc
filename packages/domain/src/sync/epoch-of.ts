/**
 * Revs of one epoch: more than a room can use up. A room whose history was replaced by an older one (a restored backup) goes on at the first rev
 * of the next epoch, so that no number is given out twice, and a rev tells by itself of which history it is. 2^53 has room for 9,000 epochs.
 */
const REVS_OF_EPOCH = 1e12;

/** Counted from 0. */
export function epochOf(rev: number): number {
  return Math.floor(rev / REVS_OF_EPOCH);
}

/** Above every rev of the epoch that `rev` belongs to. */
export function firstRevAfterEpoch(rev: number): number {
  return (epochOf(rev) + 1) * REVS_OF_EPOCH;
}
