import type { JobContext } from '../queue/start-worker.js';

/** Where a task goes on: JSON, given to the run after. */
export type TaskPlace = Readonly<Record<string, string | number>>;

/** Something that is due again and again, once for the whole cluster. Running it twice must do no harm. */
export interface Task {
  /** Its place on the board; unique. */
  readonly name: string;
  readonly due: { readonly everyMs: number } | { readonly cronUtc: string };
  /**
   * Does a part of the work, seconds of it at most, and answers where to go on, or null when it is done. The rest is a job of its own
   * behind those that wait, so that a long task holds up no other.
   */
  run(place: TaskPlace | null, context: JobContext): Promise<TaskPlace | null>;
}
