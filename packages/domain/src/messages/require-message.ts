import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { MessageId } from '../ids.js';
import type { Message } from '../model/message.js';
import type { Actor } from '../model/user.js';
import type { Access } from '../ports/room-store.js';

export interface MessageAccess extends Access {
  readonly message: Message;
}

/** A message that the actor can see, with the actor's place in its room. @throws ChatError `not_found`, whatever the reason */
export async function requireMessage(domain: Domain, actor: Actor, id: MessageId): Promise<MessageAccess> {
  const message = await domain.messages.find(id);
  if (message === null) throw notFound('message');
  const access = await domain.members.access(message.roomId, actor.userId, { fresh: true });
  if (access === null || message.seq <= access.member.clearedSeq) throw notFound('message');
  return { ...access, message };
}
