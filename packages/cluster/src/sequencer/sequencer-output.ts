import type { RoomEvent, SequencedEvent, UserId } from '@crosstalk/domain';

/**
 * What became of events. `lost`: a change that was stored, and that this node moved past without telling it: it stepped over the number as
 * void and then the event came, or it had to drop one that waited, or the delivery threw. By design there is none; the cause is a writer
 * that stood still for longer than a hole counts as young, or a defect.
 */
export type SequencerNote = 'released' | 'duplicate' | 'gap_healed' | 'voided' | 'held' | 'lost';

/** What the sequencer asks of its surroundings. Answers to `read` and `refresh` come later, never during the call. */
export interface SequencerOutput {
  release(event: RoomEvent): void;
  /** Everybody got this from storage before its own publish came: only the connection that caused it still waits for its answer. */
  answer(event: SequencedEvent): void;
  /** These users are no members any more. */
  evict(userIds: readonly UserId[]): void;
  /** Read the tail after these counters; answer by `tail` or `tailFailed`. */
  read(rev: number, seq: number): void;
  /** Take everybody out of the audience who is no member; answer by `refreshed(stateRev)` or `refreshFailed`. */
  refresh(stateRev: number): void;
  note(note: SequencerNote, count: number): void;
}
