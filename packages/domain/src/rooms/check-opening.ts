import type { Domain } from '../domain.js';
import { invalidField } from '../errors.js';
import type { UserId } from '../ids.js';
import { checkNewMessage } from '../messages/check-new-message.js';
import { loadAttachments } from '../messages/load-attachments.js';
import type { Actor } from '../model/user.js';
import type { NewMessage } from '../use-cases.js';

type Opening = Omit<NewMessage, 'roomId'> & { readonly others: readonly UserId[] };

/** Refuses a first message that could not be posted, so that no empty room stays behind. @throws ChatError `invalid` */
export async function checkOpening(domain: Domain, actor: Actor, opening: Opening): Promise<void> {
  const { fileIds, replyToId } = checkNewMessage(opening);
  await loadAttachments(domain, actor, fileIds);
  const [other] = opening.others;
  if (replyToId === null || other === undefined) return;
  // A room that is there decides for itself when the message is posted.
  const room = await domain.rooms.findDirect(actor.tenant, [actor.userId, other]);
  if (room === null) throw invalidField('replyTo', 'no such message in this room');
}
