/** @module The models of the wire. Each is as one viewer sees it: what is read, cleared away and online differs between them. */
import { isoTime, isoTimeOrNull, type Rendering, type ViewerState } from '@crosstalk/dialect-kit';
import {
  type Attachment,
  colorOf,
  displayName,
  type MessageView,
  type Reaction,
  type RoomView,
  type User,
  type UserId,
  unreadOf,
} from '@crosstalk/domain';

const USERS_SHOWN = 100;
const REACTORS_SHOWN = 20;

/** A room and who looks at it. */
export interface Scene {
  readonly room: RoomView;
  /** The viewer's own part of the room. */
  readonly own: ViewerState;
  readonly userId: UserId;
  readonly rendering: Rendering;
}

type Eyes = Pick<Scene, 'userId' | 'rendering'>;

/** A person; the e-mail address is shown to nobody else. Who looks is online, whatever the others are told. */
export function userModel(user: User, { userId, rendering }: Eyes) {
  const { id, firstName, lastName } = user;
  const isViewer = id === userId;
  const presence = rendering.presenceOf(id);
  const online = isViewer || presence.online;
  return {
    id,
    ...(isViewer ? { email: user.email } : {}),
    name: displayName(user),
    first_name: firstName,
    last_name: lastName,
    avatar: user.photo,
    color: colorOf(id),
    online,
    last_seen: online ? null : isoTimeOrNull(presence.lastSeen ?? user.lastSeen),
  };
}

export function fileModel(
  { id, name, size, contentType, status, renditions }: Attachment,
  rendering: Rendering,
) {
  const url = rendering.fileUrl(id);
  const small = status === 'ready' && renditions.includes('thumbnail');
  const thumbnailUrl = small ? rendering.fileUrl(id, 'thumbnail') : null;
  return { id, name, url, size, content_type: contentType, thumbnail_url: thumbnailUrl, status };
}

function reactionModel({ emoji, userIds }: Reaction) {
  return { emoji, count: userIds.length, user_ids: userIds.slice(0, REACTORS_SHOWN) };
}

/** A message, or the tombstone of a deleted one. `files` and `reactions` are of other doors and there only when `file` does not say it all. */
export function messageModel(message: MessageView, scene: Scene) {
  const { id, roomId, seq, text, clientId, replyTo, reactions } = message;
  const { createdAt, editedAt, deletedAt } = message;
  const files = message.attachments.map((file) => fileModel(file, scene.rendering));
  return {
    id,
    room_id: roomId,
    seq,
    user: userModel(message.author, scene),
    text,
    file: files[0] ?? null,
    ...(files.length > 1 ? { files } : {}),
    ...(reactions.length > 0 ? { reactions: reactions.map(reactionModel) } : {}),
    reply_to: replyTo?.id ?? null,
    ...(clientId === null ? {} : { client_id: clientId }),
    is_read: isRead(message, scene),
    created_at: isoTime(createdAt),
    updated_at: isoTime(deletedAt ?? editedAt ?? createdAt),
    deleted: deletedAt !== null,
  };
}

/** Of one's own message, whether anybody else has read it; of another's, whether oneself has. */
function isRead({ authorId, seq }: MessageView, { room, own, userId }: Scene): boolean {
  if (authorId !== userId) return own.readSeq >= seq;
  return room.members.some((member) => member.userId !== userId && member.readSeq >= seq);
}

/** The shared conversation; the last message is left out when the viewer has cleared it away. */
export function roomModel(scene: Scene) {
  const { room, own } = scene;
  const { lastMessage } = room;
  return {
    id: room.id,
    type: room.type,
    title: room.title,
    users: room.members.slice(0, USERS_SHOWN).map(({ user }) => userModel(user, scene)),
    last_message: lastMessage && lastMessage.seq > own.clearedSeq ? messageModel(lastMessage, scene) : null,
    created_at: isoTime(room.createdAt),
    updated_at: isoTime(room.updatedAt),
  };
}

/** The viewer's own view of the conversation. */
export function chatModel(scene: Scene) {
  const { room, own, userId } = scene;
  const unread = unreadOf(room, own);
  const other = room.type === 'direct' ? room.members.find((member) => member.userId !== userId) : undefined;
  return {
    id: own.id,
    room_id: room.id,
    user: other ? userModel(other.user, scene) : null,
    unread,
    is_read: unread === 0,
    cleared: own.clearedSeq === 0 ? null : own.clearedSeq,
    muted: own.muted,
    updated_at: isoTime(room.updatedAt),
  };
}

export function dialogModel(scene: Scene) {
  return { chat: chatModel(scene), room: roomModel(scene) };
}

/** What every event about a message says. */
export function messageNews(message: MessageView, scene: Scene) {
  return { ...dialogModel(scene), message: messageModel(message, scene) };
}
