/** @module The models of the wire. A channel is our room with the viewer's own part in it; a message is the same for every viewer. */
import { isoTime, isoTimeOrNull, type Rendering, type ViewerState } from '@crosstalk/dialect-kit';
import {
  type Attachment,
  colorOf,
  type MessageView,
  type Presence,
  type Reaction,
  type Rendition,
  type RoomView,
  type User,
  unreadOf,
} from '@crosstalk/domain';

const MEMBERS_SHOWN = 100;
const REACTORS_SHOWN = 20;

export type UserModel = ReturnType<typeof userModel>;
export type AttachmentModel = ReturnType<typeof attachmentModel>;
export type MessageModel = ReturnType<typeof messageModel>;
export type ChannelModel = ReturnType<typeof channelModel>;

/** A person as others see them: no e-mail address, no phone. */
export function userModel(user: User) {
  const { id, firstName, lastName, middleName, photo } = user;
  return { id, firstName, lastName, middleName, photo, color: colorOf(id) };
}

/** Links are there when the file is ready: `message-updated` tells of it, and of a file that was rejected. */
export function attachmentModel(file: Attachment, rendering: Rendering) {
  const { id, name, size, contentType, status, width, height, placeholder, rejection } = file;
  const ready = status === 'ready';
  const smaller = (part: Rendition): string | null =>
    ready && file.renditions.includes(part) ? rendering.fileUrl(id, part) : null;
  return {
    id,
    name,
    size,
    contentType,
    status,
    url: ready ? rendering.fileUrl(id) : null,
    thumbnailUrl: smaller('thumbnail'),
    previewUrl: smaller('preview'),
    placeholder,
    width,
    height,
    duration: file.durationSeconds,
    rejection,
    createdAt: isoTime(file.createdAt),
  };
}

function reactionModel({ emoji, userIds }: Reaction) {
  return { emoji, count: userIds.length, userIds: userIds.slice(0, REACTORS_SHOWN) };
}

/** A message, or the tombstone of a deleted one: no text, no attachments, `deletedAt` set. */
export function messageModel(message: MessageView, rendering: Rendering) {
  const { id, roomId, seq, rev, text, mentions, clientId, replyTo, preview } = message;
  return {
    id,
    channelId: roomId,
    seq,
    rev,
    author: userModel(message.author),
    text,
    attachments: message.attachments.map((file) => attachmentModel(file, rendering)),
    replyTo: replyTo && {
      id: replyTo.id,
      seq: replyTo.seq,
      author: userModel(replyTo.author),
      text: replyTo.text,
    },
    reactions: message.reactions.map(reactionModel),
    mentions,
    ...(preview === null ? {} : { preview }),
    ...(clientId === null ? {} : { clientId }),
    createdAt: isoTime(message.createdAt),
    editedAt: isoTimeOrNull(message.editedAt),
    deletedAt: isoTimeOrNull(message.deletedAt),
  };
}

/** @param own the viewer's part; the last message is left out when the viewer has cleared it away */
export function channelModel(room: RoomView, own: ViewerState, rendering: Rendering) {
  const { lastMessage, projectId } = room;
  const shown = lastMessage && lastMessage.seq > own.clearedSeq;
  return {
    id: room.id,
    type: room.type,
    title: room.title,
    ownerId: room.ownerId,
    ...(projectId === null ? {} : { projectId }),
    members: membersOf(room),
    memberCount: room.memberCount,
    seq: room.seq,
    rev: room.rev,
    unread: unreadOf(room, own),
    readSeq: own.readSeq,
    muted: own.muted,
    lastMessage: shown ? messageModel(lastMessage, rendering) : null,
    createdAt: isoTime(room.createdAt),
    updatedAt: isoTime(room.updatedAt),
  };
}

/** The first members by joining. */
export function membersOf(room: RoomView) {
  return room.members.slice(0, MEMBERS_SHOWN).map(({ userId, role, readSeq }) => ({ userId, role, readSeq }));
}

export function presenceModel({ userId, online, lastSeen }: Presence) {
  return { userId, online, lastSeen: isoTimeOrNull(lastSeen) };
}
