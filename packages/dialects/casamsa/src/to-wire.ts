/** @module The data types of the document: Chat, Message, File, User. None has a part of the viewer's, except `is_read`. */
import { isoTime, type Rendering, shownFiles } from '@crosstalk/dialect-kit';
import {
  type Attachment,
  colorOf,
  type MessageView,
  type Role,
  type RoomView,
  type User,
} from '@crosstalk/domain';

const USERS_SHOWN = 200;

const ROLE_NAMES: Readonly<Record<Role, string>> = { owner: 'Owner', admin: 'Admin', member: 'Member' };

export function wireUser({ user, role }: { readonly user: User; readonly role: Role }, rendering: Rendering) {
  return {
    pk: user.id,
    email: rendering.shareEmails ? (user.email ?? '') : '',
    first_name: user.firstName,
    last_name: user.lastName ?? '',
    photo: user.photo,
    color: colorOf(user.id),
    role: ROLE_NAMES[role],
  };
}

function wireFile(file: Attachment, rendering: Rendering) {
  const { id, name, createdAt } = file;
  return { id, name, file: rendering.fileUrl(id), created_at: isoTime(createdAt) };
}

export function wireFiles(message: MessageView, rendering: Rendering) {
  return shownFiles(message).map((file) => wireFile(file, rendering));
}

/** The title of a direct chat is null; `users` are the first members by joining. */
export function wireChat(room: RoomView, rendering: Rendering) {
  return {
    id: room.id,
    users: room.members.slice(0, USERS_SHOWN).map((member) => wireUser(member, rendering)),
    title: room.title,
    created_at: isoTime(room.createdAt),
    updated_at: isoTime(room.updatedAt),
  };
}

/** A message that was just posted: nobody but the author has read it, so `is_read` is false for every viewer. */
export function wireNewMessage(message: MessageView, rendering: Rendering) {
  return {
    id: message.id,
    chat: message.roomId,
    user: wireUser({ user: message.author, role: message.authorRole }, rendering),
    attached_files: wireFiles(message, rendering),
    text: message.text,
    created_at: isoTime(message.createdAt),
    updated_at: updatedAt(message),
    is_read: false,
  };
}

export function updatedAt({ createdAt, editedAt, deletedAt }: MessageView): string {
  return isoTime(deletedAt ?? editedAt ?? createdAt);
}
