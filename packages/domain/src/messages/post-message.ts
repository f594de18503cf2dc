import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import { causedBy } from '../events/caused-by.js';
import { roomChannel } from '../events/channel.js';
import type { Attachment } from '../model/attachment.js';
import type { Message } from '../model/message.js';
import type { Actor } from '../model/user.js';
import { setVisibility } from '../presence/set-visibility.js';
import type { NewMessage, Posted } from '../use-cases.js';
import { loadPreviews, previewOf } from '../views/load-previews.js';
import { messageView } from '../views/message-view.js';
import { viewMessage } from '../views/view-message.js';
import { checkNewMessage, type MessageContent } from './check-new-message.js';
import { type StartedSend, startSend } from './start-send.js';

/** How often a send is authorised anew when the room changes under it. */
const ATTEMPTS = 6;

/**
 * Posts a message and answers when it is durable. Sends of one connection to one room keep their order.
 * @throws ChatError `not_found`, `invalid`, `conflict` (the `clientId` with another content), `unavailable` (retry with the `clientId`)
 */
export async function postMessage(domain: Domain, actor: Actor, input: NewMessage): Promise<Posted> {
  const content = checkNewMessage(input);
  const { roomId } = input;
  const lane = `${actor.origin?.connectionId ?? actor.userId}/${roomId}`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const request = { roomId, content, fresh: attempt > 0 };
    // The lane is left when the log has the message: preparing is in order, storing is not waited for by the next.
    const send = await domain.sendLanes.run(lane, () => startSend(domain, actor, request));
    const appended = await send.appended;
    if (appended.outcome === 'stored')
      return announcePost(domain, actor, { send, message: appended.message });
    if (appended.outcome === 'duplicate') return answerRetry(domain, appended.message, content);
  }
  throw new ChatError('unavailable', 'The room is changing too fast, try again.');
}

async function announcePost(
  domain: Domain,
  actor: Actor,
  { send, message }: { readonly send: StartedSend; readonly message: Message },
): Promise<Posted> {
  const unfinished = send.attachments.some(({ status }) => status === 'processing');
  const view = messageView(message, {
    author: send.author,
    authorRole: send.access.member.role,
    attachments: unfinished ? await attachmentsNow(domain, send.attachments) : send.attachments,
    replyTo: send.replyTo,
    preview: previewOf(message, await loadPreviews(domain, [message])),
  });
  const { roomId, rev, seq } = message;
  domain.events.publish(roomChannel(roomId), {
    type: 'message.posted',
    roomId,
    rev,
    stateRev: send.access.room.stateRev,
    message: view,
    ...causedBy(actor),
  });
  domain.sideEffects.roomChanged(roomId);
  domain.members.noteOwnPost(roomId, actor.userId, seq);
  if (domain.presence.isHidden(actor.userId)) {
    // Presence is told late rather than holding up a message that is stored.
    setVisibility(domain, actor, true).catch(() => undefined);
  }
  return { message: view, duplicate: false };
}

/**
 * A file that was finished while the message was on its way to the log: its worker did not find the message, so nobody would tell the room.
 * Read again now that the message is stored, one of the two sees the other.
 */
async function attachmentsNow(domain: Domain, before: readonly Attachment[]): Promise<readonly Attachment[]> {
  // The message is stored and has to be told, be it with the older status.
  const found = await domain.files.findMany(before.map(({ id }) => id)).catch(() => before);
  const now = new Map(found.map((file) => [file.id, file]));
  return before.map((file) => now.get(file.id) ?? file);
}

async function answerRetry(domain: Domain, original: Message, content: MessageContent): Promise<Posted> {
  if (!isRetryOf(original, content)) {
    throw new ChatError('conflict', 'Another message was sent with this client id.', {
      fields: { clientId: 'used for another message' },
    });
  }
  return { message: await viewMessage(domain, original), duplicate: true };
}

/** An edited or deleted original does not show any more what was sent, so it counts as the same. */
function isRetryOf(original: Message, content: MessageContent): boolean {
  if (original.editedAt !== null || original.deletedAt !== null) return true;
  return (
    original.text === content.text &&
    original.replyToId === content.replyToId &&
    original.fileIds.length === content.fileIds.length &&
    original.fileIds.every((id, index) => id === content.fileIds[index])
  );
}
