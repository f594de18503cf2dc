/** @module The data types of this wire: U, C, M, F. Each is seen by somebody: what is read, and whose address is shown, differs. */
import {
  isoTime,
  isoTimeOrNull,
  type Rendering,
  shownFiles,
  type Viewer,
  type ViewerState,
} from '@crosstalk/dialect-kit';
import {
  type Attachment,
  givenIdOf,
  type MessageView,
  type Quote,
  type RoomId,
  type RoomView,
  type User,
  type UserId,
  unreadOf,
} from '@crosstalk/domain';

/** Who looks. */
export interface Eye {
  readonly rendering: Rendering;
  readonly userId: UserId;
}

/** Who looks at which chat. */
export interface Sight extends Eye {
  readonly own: Pick<ViewerState, 'readSeq' | 'clearedSeq'>;
  /** Undefined when the node does not know it. */
  readonly room: RoomView | undefined;
  /** It is on the viewer's screen, where a message is read at once. */
  readonly isOpen: boolean;
}

/** A chat as a connection sees it now. */
export function sightOf(viewer: Viewer, roomId: RoomId, rendering: Rendering): Sight {
  return {
    rendering,
    userId: viewer.userId,
    own: viewer.stateOf(roomId),
    room: rendering.roomOf(roomId),
    isOpen: viewer.openRoomId === roomId,
  };
}

/** Addresses of others are left out, members and all, unless their system shows them. */
export function wireUser(user: User, { rendering, userId }: Eye) {
  const isOwn = user.id === userId;
  const shown = isOwn || rendering.sharesContacts(user.tenant);
  return {
    user_id: user.id,
    id: wireIdOf(user),
    name: user.firstName,
    last_name: user.lastName ?? '',
    middle_name: user.middleName ?? '',
    avatar: user.photo ?? '',
    ...(shown ? { email: user.email ?? '', phone: user.phone ?? '' } : {}),
    online: isOwn || rendering.presenceOf(user.id).online,
  };
}

/**
 * The id that the host site gave. Whether it was `12` or `"12"` is not stored, as they are one id: whatever an integer would look like
 * comes back as one. Null for people of no host site.
 */
function wireIdOf(user: User): string | number | null {
  const given = givenIdOf(user);
  const number = Number(given);
  return given !== null && Number.isSafeInteger(number) && String(number) === given ? number : given;
}

export function wireFile(file: Attachment, rendering: Rendering) {
  const { id, name, size, contentType, createdAt } = file;
  return {
    id,
    name,
    size,
    content_type: contentType,
    url: rendering.fileUrl(id),
    created_at: isoTime(createdAt),
  };
}

/** A message, or the place of a deleted one: no text, no files, `deleted_at` set. */
export function wireMessage(message: MessageView, sight: Sight) {
  const { createdAt, editedAt, deletedAt, clientId, replyTo } = message;
  return {
    id: message.id,
    chats_id: String(message.roomId),
    user: wireUser(message.author, sight),
    message: message.text,
    files: shownFiles(message).map((file) => wireFile(file, sight.rendering)),
    reply_to: replyTo && wireQuote(replyTo, sight),
    ...(clientId === null ? {} : { client_id: clientId }),
    created_at: isoTime(createdAt),
    updated_at: isoTime(deletedAt ?? editedAt ?? createdAt),
    edited_at: isoTimeOrNull(editedAt),
    deleted_at: isoTimeOrNull(deletedAt),
    is_read: isRead(message, sight),
  };
}

function wireQuote({ id, author, text }: Quote, eye: Eye) {
  return { id, user: wireUser(author, eye), message: text };
}

/** One's own message is read when anybody else has read it, another's when oneself has. */
function isRead({ authorId, seq }: MessageView, { userId, own, room, isOpen }: Sight): boolean {
  if (authorId !== userId) return isOpen || own.readSeq >= seq;
  return room?.members.some((member) => member.userId !== userId && member.readSeq >= seq) ?? false;
}

/** `users` are the first members by joining; a last message that the viewer has cleared away is none. */
export function wireChat(room: RoomView, sight: Sight) {
  const { lastMessage } = room;
  const shown = lastMessage && lastMessage.seq > sight.own.clearedSeq;
  return {
    chats_id: String(room.id),
    type: room.type,
    title: room.title,
    users: room.members.map(({ user }) => wireUser(user, sight)),
    unread: unreadOf(room, sight.own),
    last_message: shown ? wireMessage(lastMessage, { ...sight, room }) : null,
    created_at: isoTime(room.createdAt),
    updated_at: isoTime(room.updatedAt),
  };
}
