import type { EpochMs } from '../ids.js';

export interface Clock {
  now(): EpochMs;
}

export interface Timers {
  /** Runs `task` once after `delayMs` unless the returned function is called before. Does not keep the process alive. */
  after(delayMs: number, task: () => void): () => void;
}
