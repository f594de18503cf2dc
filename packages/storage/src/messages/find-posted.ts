import type { Message, MessageDraft } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { type MessageDoc, toMessage } from './message-schema.js';

/**
 * The message that this author sent to this room under this `clientId`, or null. Linearizable: the retry is acknowledged with what is read
 * here, so it must be durable, also when the first try was answered `unavailable` since its majority did not come in time.
 */
export async function findPosted(
  messages: mongo.Collection<MessageDoc>,
  draft: Pick<MessageDraft, 'roomId' | 'authorId' | 'clientId'>,
): Promise<Message | null> {
  if (draft.clientId === null) return null;
  const doc = await messages.findOne(
    { room: draft.roomId, author: draft.authorId, clientId: draft.clientId },
    { readConcern: { level: 'linearizable' }, maxTimeMS: TIME_LIMITS_MS.majority },
  );
  return doc && toMessage(doc);
}
