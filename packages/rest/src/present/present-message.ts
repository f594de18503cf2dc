import type { LinkPreview, MessageView, Quote, Reaction } from '@crosstalk/domain';
import type { RestDeps } from '../http/rest-deps.js';
import { isoTime } from './iso-time.js';
import { presentFile } from './present-file.js';
import { type PresenceMap, presentUser } from './present-user.js';

const REACTION_USERS = 20;

/** What presenters need beside the thing itself. */
export interface Surroundings {
  readonly links: RestDeps['links'];
  readonly presence: PresenceMap;
}

/** A message; the same for every viewer. */
export function presentMessage(message: MessageView, { links, presence }: Surroundings) {
  return {
    id: message.id,
    room_id: message.roomId,
    seq: message.seq,
    rev: message.rev,
    user: presentUser(message.author, presence, message.authorRole),
    text: message.text,
    files: message.attachments.map((file) => presentFile(file, links)),
    reply_to: message.replyTo && presentQuote(message.replyTo),
    reactions: message.reactions.map(presentReaction),
    mentions: message.mentions,
    preview: message.preview && presentPreview(message.preview),
    client_id: message.clientId,
    created_at: isoTime(message.createdAt),
    edited_at: isoTime(message.editedAt),
    deleted_at: isoTime(message.deletedAt),
  };
}

function presentQuote({ id, seq, author, text }: Quote) {
  return { id, seq, user_id: author.id, text };
}

function presentReaction({ emoji, userIds }: Reaction) {
  return { emoji, count: userIds.length, user_ids: userIds.slice(0, REACTION_USERS) };
}

function presentPreview({ url, title, description, imageUrl }: LinkPreview) {
  return { url, title, description, image_url: imageUrl };
}
