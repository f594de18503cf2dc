import { firstRevAfterEpoch } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import type { Collections } from '../collections.js';
import type { RoomDoc } from '../rooms/room-schema.js';
import { repeatErasures } from './repeat-erasures.js';

export interface EpochOptions {
  /** More ids of any kind than were handed out since the backup was made. */
  readonly skippedIds: number;
  /** Whether people stay logged in, those whose session ended after the backup was made among them. */
  readonly keepSessions: boolean;
  /** Database that knows who was erased since the backup was made: the one that was lost, if it can still be read, or a newer copy. */
  readonly erasuresOf?: Pick<Collections, 'erasures'> | undefined;
  /** Hears what was done, a line at a time. */
  log(line: string): void;
}

const BATCH = 500;

type Counters = Pick<RoomDoc, '_id' | 'seq' | 'rev' | 'stateRev'>;
type WithNewest = Counters & { readonly bySeq: readonly Counters[]; readonly byRev: readonly Counters[] };

/**
 * Makes a restored backup safe to go on with, while no node runs: ids and revs that were handed out after the backup are never handed out
 * again, clients that know a later history are told to start over, and sessions that ended since stay ended. May be run again at any time;
 * each run begins one more epoch.
 */
export async function beginEpoch(
  collections: Collections,
  { skippedIds, keepSessions, erasuresOf, log }: EpochOptions,
): Promise<void> {
  // First, so that a run that is cut off here has not let anybody in.
  if (!keepSessions) {
    const { deletedCount } = await collections.refreshTokens.deleteMany({});
    log(`${deletedCount} refresh tokens are revoked: everybody logs in again`);
  }
  const { modifiedCount } = await collections.counters.updateMany({}, { $inc: { value: skippedIds } });
  log(`${modifiedCount} kinds of ids go on ${skippedIds} higher`);
  if (erasuresOf) {
    log(`${await repeatErasures(erasuresOf.erasures, collections.erasures)} people will be erased again`);
  }
  log(`${await renumberRooms(collections)} rooms are in a new epoch`);
}

async function renumberRooms({ rooms, messages }: Collections): Promise<number> {
  let seen = 0;
  for (let last = 0; ; ) {
    const batch = await rooms
      .aggregate<WithNewest>([
        { $match: { _id: { $gt: last } } },
        { $sort: { _id: 1 } },
        { $limit: BATCH },
        { $project: { seq: 1, rev: 1, stateRev: 1 } },
        { $lookup: newest(messages.collectionName, 'seq', 'bySeq') },
        { $lookup: newest(messages.collectionName, 'rev', 'byRev') },
      ])
      .toArray();
    if (batch.length === 0) return seen;
    await rooms.bulkWrite(batch.map((room) => ({ updateOne: renumbered(room) })));
    last = batch.at(-1)?._id ?? last;
    seen += batch.length;
  }
}

function newest(from: string, by: 'seq' | 'rev', as: string): mongo.Document {
  const pipeline = [{ $sort: { [by]: -1 } }, { $limit: 1 }, { $project: { [by]: 1 } }];
  return { from, localField: '_id', foreignField: 'room', pipeline, as };
}

/** A backup that was not made at one instant may have messages that its rooms do not know of: the room counts them in. */
function renumbered({ _id, seq, rev, stateRev, bySeq, byRev }: WithNewest) {
  const counters = {
    seq: Math.max(seq, bySeq[0]?.seq ?? 0),
    rev: firstRevAfterEpoch(Math.max(rev, byRev[0]?.rev ?? 0)),
    stateRev: firstRevAfterEpoch(stateRev),
  };
  return { filter: { _id }, update: { $set: counters } };
}
