/** Milliseconds. */
export interface SequencerTimings {
  /** After the first subscription of a room, events wait so long: numbers that were allotted before it may still be on their way. */
  readonly settleMs: number;
  /** Numbers allotted before the first subscription are let through so long, each once. */
  readonly lateMs: number;
  /** A gap is held so long before storage is asked: another node's batch is usually in flight. */
  readonly gapHoldMs: number;
  /** First and longest pause between two questions to storage that did not help. */
  readonly retryMs: number;
  readonly maxRetryMs: number;
  /** A removal bumps the state before it removes: who was let in by a refresh in between is looked at again after so long. */
  readonly confirmMs: number;
}

export const SEQUENCER_TIMINGS: SequencerTimings = {
  settleMs: 100,
  lateMs: 10_000,
  gapHoldMs: 150,
  retryMs: 100,
  maxRetryMs: 2000,
  confirmMs: 1000,
};
