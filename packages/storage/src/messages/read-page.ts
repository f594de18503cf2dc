import type { Message, PageRequest, RoomId } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { type MessageDoc, toMessage } from './message-schema.js';

interface Span {
  readonly room: number;
  /** Exclusive. */
  readonly above: number;
  /** Exclusive. */
  readonly below: number;
  readonly limit: number;
  /** Which end of the span to read from. */
  readonly from: 'oldest' | 'newest';
}

async function readSpan(messages: mongo.Collection<MessageDoc>, span: Span): Promise<Message[]> {
  if (span.limit <= 0 || span.above + 1 >= span.below) return [];
  const bounds = Number.isFinite(span.below) ? { $gt: span.above, $lt: span.below } : { $gt: span.above };
  const docs = await messages
    .find({ room: span.room, seq: bounds }, { maxTimeMS: TIME_LIMITS_MS.read })
    .sort({ seq: span.from === 'oldest' ? 1 : -1 })
    .limit(span.limit)
    .toArray();
  if (span.from === 'newest') docs.reverse();
  return docs.map(toMessage);
}

/** One page of a room's messages, ascending by seq; what each cursor means stands at the port. */
export async function readPage(
  messages: mongo.Collection<MessageDoc>,
  roomId: RoomId,
  { before = Number.POSITIVE_INFINITY, after, around, limit, clearedSeq }: PageRequest,
): Promise<readonly Message[]> {
  const whole = { room: roomId, above: Math.max(clearedSeq, after ?? 0), below: before, limit };
  if (around === undefined) {
    return readSpan(messages, { ...whole, from: after === undefined ? 'newest' : 'oldest' });
  }
  const older = Math.floor(limit / 2);
  const [lower, upper] = await Promise.all([
    readSpan(messages, { ...whole, below: Math.min(around, before), limit: older, from: 'newest' }),
    readSpan(messages, {
      ...whole,
      above: Math.max(around - 1, whole.above),
      limit: limit - older,
      from: 'oldest',
    }),
  ]);
  return [...lower, ...upper];
}
