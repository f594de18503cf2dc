import type { mongo } from 'mongoose';
import type { Migration, MigrationRecord } from './migration.js';
import { MigrationLease } from './migration-lease.js';

export interface MigrationOptions {
  readonly steps: readonly Migration[];
  log(line: string): void;
}

type Records = mongo.Collection<MigrationRecord>;

/**
 * Runs the steps that are not recorded as finished, in order; when there are none, that is one read. One process at a time: the others wait,
 * and find nothing left to do. A step that fails ends the run, and is begun again by the next one where it stopped.
 */
export async function runMigrations(db: mongo.Db, { steps, log }: MigrationOptions): Promise<void> {
  const records: Records = db.collection('migrations');
  if ((await unfinished(records, steps)).length === 0) return;
  const lease = new MigrationLease(db);
  await lease.acquire(() => log('another process migrates; waiting for it'));
  try {
    for (const step of await unfinished(records, steps)) {
      await runStep({ db, records, lease, log }, step);
    }
  } finally {
    await lease.release();
  }
}

async function unfinished(records: Records, steps: readonly Migration[]): Promise<readonly Migration[]> {
  const found = await records.find({ _id: { $in: steps.map(({ id }) => id) } }).toArray();
  const finished = new Set(found.filter(({ finishedAt }) => finishedAt !== null).map(({ _id }) => _id));
  return steps.filter(({ id }) => !finished.has(id));
}

interface Surroundings {
  readonly db: mongo.Db;
  readonly records: Records;
  readonly lease: MigrationLease;
  log(line: string): void;
}

async function runStep({ db, records, lease, log }: Surroundings, step: Migration): Promise<void> {
  const _id = step.id;
  const record = await records.findOneAndUpdate(
    { _id },
    { $setOnInsert: { startedAt: new Date(), finishedAt: null, position: null } },
    { upsert: true, returnDocument: 'after' },
  );
  const position = record?.position ?? null;
  log(position === null ? `${_id} begins` : `${_id} goes on after ${position}`);
  await step.run({
    db,
    position,
    reached: async (reached, progress) => {
      await lease.renew();
      await records.updateOne({ _id }, { $set: { position: reached } });
      log(`${_id}: ${progress}`);
    },
  });
  await lease.renew();
  await records.updateOne({ _id }, { $set: { finishedAt: new Date() } });
  log(`${_id} is done`);
}
