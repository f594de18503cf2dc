import type { Domain } from '../domain.js';
import { invalidField } from '../errors.js';
import type { MessageId } from '../ids.js';
import type { Quote } from '../model/message.js';
import type { Access } from '../ports/room-store.js';
import { quoteOf } from '../views/quote-of.js';
import { unknownUser } from '../views/unknown-user.js';

/** What a reply shows of the message that it answers. @throws ChatError `invalid` unless it is in the same room and the author can see it */
export async function loadQuote(domain: Domain, access: Access, id: MessageId | null): Promise<Quote | null> {
  if (id === null) return null;
  const target = await domain.messages.find(id);
  if (target?.roomId !== access.room.id || target.seq <= access.member.clearedSeq) {
    throw invalidField('replyTo', 'no such message in this room');
  }
  const author = await domain.users.find(target.authorId);
  return quoteOf(target, author ?? unknownUser(target.authorId));
}
