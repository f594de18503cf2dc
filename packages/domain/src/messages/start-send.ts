import type { Domain } from '../domain.js';
import { ChatError, notFound } from '../errors.js';
import type { RoomId } from '../ids.js';
import type { Attachment } from '../model/attachment.js';
import type { Quote } from '../model/message.js';
import type { Actor, User } from '../model/user.js';
import type { Appended } from '../ports/message-store.js';
import type { Access } from '../ports/room-store.js';
import type { MessageContent } from './check-new-message.js';
import { loadAttachments } from './load-attachments.js';
import { loadQuote } from './load-quote.js';
import { mentionsIn } from './mentions-in.js';

export interface SendRequest {
  readonly roomId: RoomId;
  readonly content: MessageContent;
  /** Authorise by what is stored now; else a cached access will do, since the log refuses one that is out of date. */
  readonly fresh: boolean;
}

/** A send that has been handed to the log. */
export interface StartedSend {
  readonly access: Access;
  readonly author: User;
  readonly attachments: readonly Attachment[];
  readonly replyTo: Quote | null;
  /** In an object, so that who awaits the start does not await the end. */
  readonly appended: Promise<Appended>;
}

/**
 * Authorises and prepares a message, and hands it to the log without waiting for it. In the steady state nothing here but the log reads
 * storage: access and profile come from caches, files and replies are looked up only when there are any.
 */
export async function startSend(domain: Domain, actor: Actor, request: SendRequest): Promise<StartedSend> {
  const { roomId, content, fresh } = request;
  const [access, author] = await Promise.all([
    domain.members.access(roomId, actor.userId, { fresh }),
    domain.users.find(actor.userId),
  ]);
  if (access === null) throw notFound('room');
  if (author === null) throw new ChatError('unauthenticated', 'The account is gone.');
  const [attachments, replyTo] = await Promise.all([
    loadAttachments(domain, actor, content.fileIds),
    loadQuote(domain, access, content.replyToId),
  ]);
  const draft = {
    ...content,
    roomId,
    authorId: actor.userId,
    mentions: mentionsIn(content.text),
    createdAt: domain.clock.now(),
  };
  const appended = domain.messages.append(draft, { stateRev: access.room.stateRev });
  return { access, author, attachments, replyTo, appended };
}
