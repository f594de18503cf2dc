import type { Connection } from 'mongoose';
import { ensureIndexes } from './ensure-indexes.js';
import { MIGRATIONS } from './migrations.js';
import { runMigrations } from './run-migrations.js';

export interface MigrateOptions {
  /** Hears of each step and of its progress, a line at a time. What it throws ends the migration. */
  log?(line: string): void;
}

/**
 * What is stored becomes what this version reads: first the steps, then missing collections and indexes, so that a new unique index finds
 * data that fit it. A step that needs a new index makes it.
 */
export async function migrate(connection: Connection, { log }: MigrateOptions = {}): Promise<void> {
  const db = connection.getClient().db(connection.name);
  await runMigrations(db, { steps: MIGRATIONS, log: (line) => log?.(line) });
  await ensureIndexes(connection);
}
