import type { mongo } from 'mongoose';

/** What a step is given. */
export interface MigrationRun {
  readonly db: mongo.Db;
  /** What an earlier run that did not end told `reached`; null at first. */
  readonly position: number | null;
  /**
   * Told after every batch: keeps the position for a run that resumes, renews the lease and says how far it is.
   * @throws ChatError `unavailable` when the lease was lost: another process goes on
   */
  reached(position: number, progress: string): Promise<void>;
}

/**
 * One change of what is stored. Its id and what it does are fixed once it is released. It names the fields that it touches itself, since the
 * types of the stores go on changing. It may be ended at any instant and run again, and a process that was taken for dead may still be at the
 * same batch: every write is conditional on the old shape. It works in batches that take far less than `TIME_LIMITS_MS.socket`, by an index.
 * Nodes of the version before still run: what they read is removed by a step of the version after.
 */
export interface Migration {
  readonly id: string;
  run(run: MigrationRun): Promise<void>;
}

export interface MigrationRecord {
  /** Of the step. */
  readonly _id: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly position: number | null;
}
