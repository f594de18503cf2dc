/** @module The stored unread counter of a member as expressions over the member's document. It is set or recomputed, never counted up. */
import type { mongo } from 'mongoose';
import type { MemberDoc } from './member-schema.js';

/** What is unread of a room that stands at `seq`. */
export function unreadAt(seq: number): mongo.Document {
  return { $max: [0, { $subtract: [seq, { $max: ['$readSeq', '$clearedSeq'] }] }] };
}

export type Marks = Partial<Pick<MemberDoc, 'readSeq' | 'clearedSeq' | 'hiddenSeq'>>;

/**
 * Moves marks forward, never back, and takes what is read now off the counter. The room may be further than the counter says: what came
 * since is added by the job of the room, which changes set due. For `$max`, null and absent are below every number.
 */
export function moveMarks(marks: Marks): mongo.Document[] {
  const moved = Object.fromEntries(
    Object.entries(marks).map(([mark, seq]) => [mark, { $max: [`$${mark}`, seq] }]),
  );
  const { readSeq = '$readSeq', clearedSeq = '$clearedSeq' } = moved;
  const countedUpTo = { $add: [{ $ifNull: ['$unread', 0] }, { $max: ['$readSeq', '$clearedSeq'] }] };
  const unread = { $max: [0, { $subtract: [countedUpTo, { $max: [readSeq, clearedSeq] }] }] };
  return [{ $set: { ...moved, unread } }];
}
