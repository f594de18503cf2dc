import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../../connection/time-limits.js';
import type { Migration } from '../migration.js';

interface OldMember {
  readonly _id: number;
  readonly room: number;
  readonly hidden?: boolean;
  readonly hiddenSeq?: number | null;
}

const BATCH = 1_000;
const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

/**
 * A room is hidden up to a message, no longer by a flag that every message would have to clear: whoever hid a room hides it up to its present
 * seq. The flag stays, because nodes of the version before list rooms by it.
 */
export const hiddenToHiddenSeq: Migration = {
  id: '2026-11-21-hidden-to-hidden-seq',
  run: async ({ db, position, reached }) => {
    const members = db.collection<OldMember>('members');
    let last = position ?? 0;
    for (let seen = 0; ; ) {
      const batch = await members
        .find({ _id: { $gt: last } }, { ...READ, projection: { room: 1, hidden: 1, hiddenSeq: 1 } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray();
      last = batch.at(-1)?._id ?? last;
      if (batch.length === 0) return;
      await convert(db, batch);
      seen += batch.length;
      await reached(last, `${seen} members`);
    }
  },
};

async function convert(db: mongo.Db, batch: readonly OldMember[]): Promise<void> {
  const old = batch.filter(({ hiddenSeq }) => hiddenSeq === undefined);
  if (old.length === 0) return;
  const hidden = old.filter((member) => member.hidden === true);
  const seqs = await seqsOf(
    db,
    hidden.map(({ room }) => room),
  );
  const stillOld = { hiddenSeq: { $exists: false } };
  const shown = old.filter((member) => member.hidden !== true).map(({ _id }) => _id);
  await db.collection<OldMember>('members').bulkWrite([
    { updateMany: { filter: { _id: { $in: shown }, ...stillOld }, update: { $set: { hiddenSeq: null } } } },
    ...hidden.map(({ _id, room }) => ({
      updateOne: { filter: { _id, ...stillOld }, update: { $set: { hiddenSeq: seqs.get(room) ?? null } } },
    })),
  ]);
}

async function seqsOf(db: mongo.Db, rooms: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (rooms.length === 0) return new Map();
  const docs = await db
    .collection<{ _id: number; seq: number }>('rooms')
    .find({ _id: { $in: [...rooms] } }, { ...READ, projection: { seq: 1 } })
    .toArray();
  return new Map(docs.map(({ _id, seq }) => [_id, seq]));
}
