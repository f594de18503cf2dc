import type { Domain } from '../domain.js';
import { invalidField, notFound } from '../errors.js';
import type { MessageId } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { MessageView } from '../model/message.js';
import type { Actor } from '../model/user.js';
import { checkText } from '../text/check-text.js';
import { viewMessage } from '../views/view-message.js';
import { announceChange } from './announce-change.js';
import { requireMessage } from './require-message.js';

interface ReactionInput {
  readonly messageId: MessageId;
  readonly emoji: string;
  readonly on: boolean;
}

/** Puts the caller's reaction on a message or takes it away; what is so already changes nothing. @throws ChatError `not_found`, `invalid` */
export async function reactToMessage(
  domain: Domain,
  actor: Actor,
  { messageId, emoji, on }: ReactionInput,
): Promise<MessageView> {
  checkText(emoji, { field: 'emoji', min: 1, max: LIMITS.emojiLength });
  const { message } = await requireMessage(domain, actor, messageId);
  if (message.deletedAt !== null) throw notFound('message');
  const reaction = message.reactions.find((other) => other.emoji === emoji);
  if ((reaction?.userIds.includes(actor.userId) ?? false) === on) return viewMessage(domain, message);
  if (on && reaction === undefined && message.reactions.length >= LIMITS.distinctReactions) {
    throw invalidField('emoji', `at most ${LIMITS.distinctReactions} different reactions to one message`);
  }
  const change = { kind: 'react', userId: actor.userId, emoji, on } as const;
  const changed = await domain.messages.change(message, change, domain.clock.now());
  if (changed === null) throw notFound('message');
  return announceChange(domain, actor, { type: 'message.reacted', changed });
}
