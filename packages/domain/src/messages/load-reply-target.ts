import type { Domain } from '../domain.js';
import { invalidField } from '../errors.js';
import type { MessageId } from '../ids.js';
import type { Message } from '../model/message.js';
import type { Access } from '../ports/room-store.js';

/** The message that is replied to. @throws ChatError `invalid` unless it is in the same room and the author can see it */
export async function loadReplyTarget(
  domain: Domain,
  access: Access,
  id: MessageId | null,
): Promise<Message | null> {
  if (id === null) return null;
  const target = await domain.messages.find(id);
  if (target?.roomId !== access.room.id || target.seq <= access.member.clearedSeq) {
    throw invalidField('replyTo', 'no such message in this room');
  }
  return target;
}
