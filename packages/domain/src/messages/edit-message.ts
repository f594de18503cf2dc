import type { Domain } from '../domain.js';
import { ChatError, notFound } from '../errors.js';
import type { MessageId } from '../ids.js';
import type { MessageView } from '../model/message.js';
import type { Actor } from '../model/user.js';
import { announceChange } from './announce-change.js';
import { checkMessageText } from './check-message-text.js';
import { mentionsIn } from './mentions-in.js';
import { requireMessage } from './require-message.js';

/** Replaces the text of one's own message. @throws ChatError `not_found` (also when it is deleted), `forbidden`, `invalid` */
export async function editMessage(
  domain: Domain,
  actor: Actor,
  input: { readonly messageId: MessageId; readonly text: string },
): Promise<MessageView> {
  const { message } = await requireMessage(domain, actor, input.messageId);
  if (message.authorId !== actor.userId) {
    throw new ChatError('forbidden', 'Only its author may edit a message.');
  }
  if (message.deletedAt !== null) throw notFound('message');
  const text = checkMessageText(input.text, message.fileIds.length > 0);
  const changed = await domain.messages.change(
    message,
    { kind: 'edit', text, mentions: mentionsIn(text) },
    domain.clock.now(),
  );
  if (changed === null) throw notFound('message');
  return announceChange(domain, actor, { type: 'message.edited', changed });
}
