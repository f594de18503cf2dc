import type { Domain } from '../domain.js';
import { invalidField } from '../errors.js';
import type { MessageId } from '../ids.js';
import type { Access } from '../ports/room-store.js';

interface Named {
  readonly messageId: MessageId;
  /** The domain's name of the input field, for the error. */
  readonly field: string;
}

/** The seq of a message that the member can see in this room. @throws ChatError `invalid` for any other */
export async function seqIn(
  domain: Pick<Domain, 'messages'>,
  { room, member }: Access,
  { messageId, field }: Named,
): Promise<number> {
  const message = await domain.messages.find(messageId);
  if (message?.roomId !== room.id || message.seq <= member.clearedSeq) {
    throw invalidField(field, 'no such message in this room');
  }
  return message.seq;
}
