import type { UserId } from '../ids.js';
import type { Message, MessageView } from '../model/message.js';
import type { Role } from '../model/room.js';
import type { User } from '../model/user.js';
import type { MessageParts } from './load-parts.js';
import { previewOf } from './load-previews.js';
import { messageView } from './message-view.js';
import { quoteOf } from './quote-of.js';
import { unknownUser } from './unknown-user.js';

/** The role of a message's author in its room; `member` for people who left. */
export type RoleOf = (message: Message) => Role;

interface Loaded {
  readonly users: ReadonlyMap<UserId, User>;
  readonly parts: MessageParts;
  readonly roleOf: RoleOf;
}

/** A function that makes views from what was loaded for all of the messages together. */
export function messageViewer({ users, parts, roleOf }: Loaded): (message: Message) => MessageView {
  const userOf = (id: UserId): User => users.get(id) ?? unknownUser(id);
  return (message) => {
    const quoted = message.replyToId === null ? undefined : parts.quoted.get(message.replyToId);
    return messageView(message, {
      author: userOf(message.authorId),
      authorRole: roleOf(message),
      attachments: message.fileIds.flatMap((id) => parts.files.get(id) ?? []),
      replyTo: quoted === undefined ? null : quoteOf(quoted, userOf(quoted.authorId)),
      preview: previewOf(message, parts.previews),
    });
  };
}
