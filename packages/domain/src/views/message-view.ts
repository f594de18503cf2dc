import type { Attachment } from '../model/attachment.js';
import type { LinkPreview } from '../model/link-preview.js';
import type { Message, MessageView, Quote } from '../model/message.js';
import type { Role } from '../model/room.js';
import type { User } from '../model/user.js';

interface Surroundings {
  readonly author: User;
  readonly authorRole: Role;
  readonly attachments: readonly Attachment[];
  readonly replyTo: Quote | null;
  readonly preview: LinkPreview | null;
}

/** The message with what surrounds it. */
export function messageView(message: Message, surroundings: Surroundings): MessageView {
  return {
    id: message.id,
    roomId: message.roomId,
    seq: message.seq,
    rev: message.rev,
    authorId: message.authorId,
    text: message.text,
    mentions: message.mentions,
    reactions: message.reactions,
    clientId: message.clientId,
    createdAt: message.createdAt,
    editedAt: message.editedAt,
    deletedAt: message.deletedAt,
    ...surroundings,
  };
}
