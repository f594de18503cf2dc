import {
  type Changed,
  ChatError,
  type EpochMs,
  type MessageChange,
  type MessageId,
  type RoomId,
} from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { COUNTERS } from '../rooms/room-schema.js';
import { changePipeline } from './change-pipeline.js';
import { toMessage } from './message-schema.js';

const MAX_TRIES = 5;

export interface ChangeOptions {
  readonly collections: Pick<Collections, 'rooms' | 'messages'>;
  onVoided(roomId: RoomId, revs: readonly number[]): void;
}

export interface ChangeRequest {
  readonly roomId: RoomId;
  readonly id: MessageId;
  readonly change: MessageChange;
  readonly at: EpochMs;
}

async function allotRev(
  { rooms }: ChangeOptions['collections'],
  roomId: RoomId,
  at: Date,
): Promise<{ readonly rev: number; readonly stateRev: number } | null> {
  return rooms.findOneAndUpdate(
    { _id: roomId },
    { $inc: { rev: 1 }, $min: { dirtyAt: at }, $set: { updatedAt: at } },
    { projection: COUNTERS, returnDocument: 'after' },
  );
}

/**
 * Changes a message under a fresh rev. A change that was allotted a later rev and came first wins; this one then takes a new rev, so that
 * a message's rev only grows and is that of its newest content. Null when the message is gone or deleted.
 */
export async function changeMessage(options: ChangeOptions, request: ChangeRequest): Promise<Changed | null> {
  const { collections, onVoided } = options;
  const { roomId, id, change, at } = request;
  const burnt: number[] = [];
  while (burnt.length < MAX_TRIES) {
    const allottedAt = new Date();
    const room = await allotRev(collections, roomId, allottedAt);
    if (!room) return null;
    const doc = await collections.messages.findOneAndUpdate(
      { _id: id, room: roomId, deletedAt: null, rev: { $lt: room.rev } },
      changePipeline(change, { rev: room.rev, burnt, at, allottedAt }),
      { returnDocument: 'after' },
    );
    if (doc) return { message: toMessage(doc), stateRev: room.stateRev, voided: burnt };
    burnt.push(room.rev);
    const alive = await collections.messages.findOne(
      { _id: id, room: roomId, deletedAt: null },
      { projection: { _id: 1 } },
    );
    if (!alive) {
      onVoided(roomId, burnt);
      return null;
    }
  }
  onVoided(roomId, burnt);
  throw new ChatError('unavailable', 'Too many changes of this message at once. Try again.');
}
