import type { EpochMs, FileId, MessageId, RoomId, UserId } from '../ids.js';
import type { Attachment } from './attachment.js';
import type { LinkPreview } from './link-preview.js';
import type { Role } from './role.js';
import type { User } from './user.js';

export interface Reaction {
  readonly emoji: string;
  readonly userIds: readonly UserId[];
}

/** A message as it is stored. A deleted one keeps its place and loses its content. */
export interface Message {
  readonly id: MessageId;
  readonly roomId: RoomId;
  readonly seq: number;
  /** Of the last change. */
  readonly rev: number;
  readonly authorId: UserId;
  readonly text: string;
  readonly fileIds: readonly FileId[];
  readonly replyToId: MessageId | null;
  readonly mentions: readonly UserId[];
  readonly reactions: readonly Reaction[];
  readonly clientId: string | null;
  readonly createdAt: EpochMs;
  readonly editedAt: EpochMs | null;
  readonly deletedAt: EpochMs | null;
}

/** What a reply shows of the message that it answers. */
export interface Quote {
  readonly id: MessageId;
  readonly seq: number;
  readonly author: User;
  /** Empty when that message was deleted. */
  readonly text: string;
}

/** A message with everything that a dialect needs to render it; the same for every viewer. */
export interface MessageView extends Omit<Message, 'fileIds' | 'replyToId'> {
  readonly author: User;
  readonly authorRole: Role;
  readonly attachments: readonly Attachment[];
  readonly replyTo: Quote | null;
  /** Of its first link; null when there is none, not yet, or the feature is off. */
  readonly preview: LinkPreview | null;
}

/** What a sender hands over. `seq`, `rev` and `id` are given by the log. */
export interface MessageDraft {
  readonly roomId: RoomId;
  readonly authorId: UserId;
  readonly text: string;
  readonly fileIds: readonly FileId[];
  readonly replyToId: MessageId | null;
  readonly mentions: readonly UserId[];
  readonly clientId: string | null;
  readonly createdAt: EpochMs;
}

export type MessageChange =
  | { readonly kind: 'edit'; readonly text: string; readonly mentions: readonly UserId[] }
  | { readonly kind: 'delete' }
  | { readonly kind: 'react'; readonly userId: UserId; readonly emoji: string; readonly on: boolean }
  /** Nobody knows any more that the person is mentioned in it or reacted to it. */
  | { readonly kind: 'forget'; readonly userId: UserId }
  /** Nothing of the message itself: what it carries changed, and a new rev makes every client look again. */
  | { readonly kind: 'refresh' };
