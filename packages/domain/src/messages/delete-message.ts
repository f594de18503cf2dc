import type { Domain } from '../domain.js';
import { ChatError, notFound } from '../errors.js';
import type { MessageId, RoomId } from '../ids.js';
import type { MessageView } from '../model/message.js';
import type { Actor } from '../model/user.js';
import { mayDo } from '../rooms/room-rules.js';
import { viewMessage } from '../views/view-message.js';
import { announceChange } from './announce-change.js';
import { requireMessage } from './require-message.js';

/**
 * Takes the content of a message away; its place stays. With `roomId` only of a message of that room. Deleting a deleted one succeeds and tells nobody.
 * @throws ChatError `not_found`, `forbidden` for anyone but the author and who moderates the room
 */
export async function deleteMessage(
  domain: Domain,
  actor: Actor,
  messageId: MessageId,
  roomId?: RoomId,
): Promise<MessageView & { readonly changed: boolean }> {
  const { message, room, member } = await requireMessage(domain, actor, messageId);
  if (roomId !== undefined && room.id !== roomId) throw notFound('message');
  if (message.authorId !== actor.userId && !mayDo('moderate', { room, member })) {
    throw new ChatError('forbidden', 'Only its author or who moderates the room may delete a message.');
  }
  if (message.deletedAt !== null) return { ...(await viewMessage(domain, message)), changed: false };
  const changed = await domain.messages.change(message, { kind: 'delete' }, domain.clock.now());
  if (changed !== null) {
    const told = await announceChange(domain, actor, { type: 'message.deleted', changed });
    return { ...told, changed: true };
  }
  // Somebody else was faster.
  const deleted = await domain.messages.find(messageId);
  if (deleted === null) throw notFound('message');
  return { ...(await viewMessage(domain, deleted)), changed: false };
}
