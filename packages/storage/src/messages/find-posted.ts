import type { Message, MessageDraft } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { type MessageDoc, toMessage } from './message-schema.js';

/**
 * The message that this author sent to this room under this `clientId`, or null. The retry is acknowledged with what is read here, so it
 * must be durable, also when the first try was answered `unavailable` since its majority did not come in time: what a majority has
 * already, else what a majority has by the end of a linearizable read (which waits for it, up to a journal flush).
 */
export async function findPosted(
  messages: mongo.Collection<MessageDoc>,
  draft: Pick<MessageDraft, 'roomId' | 'authorId' | 'clientId'>,
): Promise<Message | null> {
  if (draft.clientId === null) return null;
  const filter = { room: draft.roomId, author: draft.authorId, clientId: draft.clientId };
  const find = (level: 'majority' | 'linearizable'): Promise<MessageDoc | null> =>
    messages.findOne(filter, { readConcern: { level }, maxTimeMS: TIME_LIMITS_MS.majority });
  const doc = (await find('majority')) ?? (await find('linearizable'));
  return doc && toMessage(doc);
}
