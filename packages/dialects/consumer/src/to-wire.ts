/** @module What the wire shows: how a chat is named, and a message. Nothing in here differs between viewers. */
import { isoTime, type Rendering, shownFiles } from '@crosstalk/dialect-kit';
import {
  type Attachment,
  directKeyOf,
  displayName,
  type MessageView,
  type RoomId,
  type RoomView,
} from '@crosstalk/domain';
import type { NamedChat } from './to-domain.js';

export interface ChatName {
  readonly chat_type: NamedChat['chat_type'];
  readonly chat_id: number | string;
}

export function chatName(room: Pick<RoomView, 'id' | 'type' | 'projectId' | 'members'>): ChatName {
  const { id, type, projectId, members } = room;
  const [one, other] = members;
  if (type === 'project' && projectId !== null) return { chat_type: 'project', chat_id: projectId };
  if (type === 'direct' && one && other) {
    return { chat_type: 'direct', chat_id: directKeyOf(one.userId, other.userId) };
  }
  return { chat_type: 'group', chat_id: id };
}

/** By what the node knows of the room; one that could not be read has at least its id, which names any chat. */
export function nameOf(roomId: RoomId, rendering: Rendering): ChatName {
  const room = rendering.roomOf(roomId);
  return room ? chatName(room) : { chat_type: 'group', chat_id: roomId };
}

/** As the client itself named it. */
export function sameName({ chat_type, chat_id }: NamedChat): ChatName {
  return { chat_type, chat_id: typeof chat_id === 'number' ? chat_id : chat_id.join('_') };
}

export function wireMessage(message: MessageView, chat: ChatName, rendering: Rendering) {
  const { id, seq, author, text, replyTo, createdAt } = message;
  const files = shownFiles(message).map((file) => wireFile(file, rendering));
  return {
    ...chat,
    id,
    seq,
    user_id: author.id,
    user: { id: author.id, name: displayName(author), avatar: author.photo },
    message: text,
    reply_to: replyTo?.id ?? null,
    created_at: isoTime(createdAt),
    ...(files.length === 0 ? {} : { files }),
  };
}

function wireFile({ id, name, size, contentType }: Attachment, rendering: Rendering) {
  return { id, name, url: rendering.fileUrl(id), size, content_type: contentType };
}
