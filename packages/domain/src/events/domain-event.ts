/**
 * @module What happened, in the domain's words. These cross the cluster as JSON and are rendered once per dialect on each node, so
 * every value must survive `JSON.parse(JSON.stringify(event))`.
 */
import type { MessageId, RoomId, UserId } from '../ids.js';
import type { MessageView } from '../model/message.js';
import type { Presence } from '../model/presence.js';
import type { Member, Role, RoomView } from '../model/room.js';
import type { Origin, User } from '../model/user.js';

interface Caused {
  /** The socket that caused it; present only on the node of that socket. */
  readonly origin?: Origin;
}

interface OfMessage extends Caused {
  readonly roomId: RoomId;
  readonly rev: number;
  /** Of the room when the numbers were allotted: a node whose audience is older than this refreshes it before it delivers. */
  readonly stateRev: number;
  readonly message: MessageView;
}

export interface MessagePosted extends OfMessage {
  readonly type: 'message.posted';
}
export interface MessageEdited extends OfMessage {
  readonly type: 'message.edited';
}
export interface MessageDeleted extends OfMessage {
  readonly type: 'message.deleted';
  /** Who deleted it; null when it is told again by healing. */
  readonly actorId: UserId | null;
}
export interface MessageReacted extends OfMessage {
  readonly type: 'message.reacted';
}

/** Numbers that were allotted and will never be stored: the sequencer steps over them. Never rendered. */
export interface RevsVoided {
  readonly type: 'revs.voided';
  readonly roomId: RoomId;
  readonly revs: readonly number[];
}
/** The room's newest rev, told again: a node that is behind heals by reading. Never rendered. */
export interface RoomTip {
  readonly type: 'room.tip';
  readonly roomId: RoomId;
  readonly rev: number;
}

export interface RoomUpdated extends Caused {
  readonly type: 'room.updated';
  readonly roomId: RoomId;
  readonly room: RoomView;
  readonly actorId: UserId;
}
export interface MembersChanged extends Caused {
  readonly type: 'members.changed';
  readonly roomId: RoomId;
  readonly room: RoomView;
  readonly added: readonly User[];
  readonly removed: readonly UserId[];
  readonly roles: readonly { readonly userId: UserId; readonly role: Role }[];
  readonly actorId: UserId;
}
export interface ReadRef {
  readonly id: MessageId;
  readonly seq: number;
  readonly authorId: UserId;
  /** Nobody but the author had read it before. */
  readonly first: boolean;
}
/** A member read up to `readSeq`. Told in slices of at most 500 messages, oldest first, so each is a step forward of the same mark. */
export interface RoomRead extends Caused {
  readonly type: 'room.read';
  readonly roomId: RoomId;
  readonly userId: UserId;
  readonly readSeq: number;
  readonly previousReadSeq: number;
  /** The message that the reader named as the last one, in the last slice; absent when none was named. */
  readonly upToMessage?: MessageId;
  readonly messages: readonly ReadRef[];
}
export interface TypingChanged extends Caused {
  readonly type: 'typing.changed';
  readonly roomId: RoomId;
  readonly userId: UserId;
  readonly on: boolean;
}

/** Somebody has the room on their screen, or no more: news for the others who have. */
export interface ViewingChanged extends Caused {
  readonly type: 'viewing.changed';
  readonly roomId: RoomId;
  readonly userId: UserId;
  readonly on: boolean;
}

/** To one user's connections: a room is theirs now. */
export interface RoomJoined extends Caused {
  readonly type: 'room.joined';
  readonly userId: UserId;
  readonly room: RoomView;
  readonly member: Member;
  readonly reason: 'created' | 'added';
  readonly actorId: UserId;
}
/** To one user's connections: a room is theirs no more. */
export interface RoomLeft extends Caused {
  readonly type: 'room.left';
  readonly userId: UserId;
  readonly room: RoomView;
  readonly reason: 'removed' | 'left' | 'deleted';
  readonly actorId: UserId;
}
/** To the reader's own devices. */
export interface UnreadChanged extends Caused {
  readonly type: 'unread.changed';
  readonly userId: UserId;
  readonly roomId: RoomId;
  readonly unread: number;
  readonly readSeq: number;
}
/** To the member's own devices: what changed in their view of a room. */
export interface MemberUpdated extends Caused {
  readonly type: 'member.updated';
  readonly change: 'muted' | 'cleared' | 'hidden' | 'shown';
  readonly userId: UserId;
  readonly room: RoomView;
  readonly member: Member;
}
/** To the user's own connections: shown or hidden to others by their own wish. */
export interface VisibilityChanged extends Caused {
  readonly type: 'visibility.changed';
  readonly userId: UserId;
  readonly visible: boolean;
}
export interface UserUpdated {
  readonly type: 'user.updated';
  readonly userId: UserId;
  readonly user: User;
}

interface OfCall extends Caused {
  /** Whose connections get it. */
  readonly userId: UserId;
  readonly peer: User;
  readonly callId: string;
  /** Only this connection gets it; absent: every connection of the user that can take calls. */
  readonly onlyConnection?: string;
  readonly exceptConnection?: string;
}
export interface CallStarted extends OfCall {
  readonly type: 'call.started';
  readonly iceCandidate: unknown;
  readonly sessionDescription: unknown;
}
export interface CallAnswered extends OfCall {
  readonly type: 'call.answered';
  readonly iceCandidate: unknown;
  readonly sessionDescription: unknown;
}
export interface CallIce extends OfCall {
  readonly type: 'call.ice';
  readonly iceCandidate: unknown;
}
export const CALL_END_REASONS = [
  'hangup',
  'declined',
  'timeout',
  'answered_elsewhere',
  'disconnected',
] as const;
export type CallEndReason = (typeof CALL_END_REASONS)[number];
export interface CallEnded extends OfCall {
  readonly type: 'call.ended';
  readonly reason: CallEndReason;
}

export interface PresenceChanged extends Presence {
  readonly type: 'presence.changed';
}

/** Numbered changes to messages: released by the room sequencer in `rev` order. */
export type SequencedEvent = MessagePosted | MessageEdited | MessageDeleted | MessageReacted;
/** To everyone in the room. */
export type RoomEvent =
  | SequencedEvent
  | RoomUpdated
  | MembersChanged
  | RoomRead
  | TypingChanged
  | ViewingChanged;
/** To the connections of one user. */
export type UserEvent =
  | RoomJoined
  | RoomLeft
  | UnreadChanged
  | MemberUpdated
  | UserUpdated
  | VisibilityChanged
  | CallStarted
  | CallAnswered
  | CallIce
  | CallEnded;
/** For the sequencer only. */
export type ControlEvent = RevsVoided | RoomTip;
/** What a dialect renders. */
export type DomainEvent = RoomEvent | UserEvent | PresenceChanged;
export type AnyEvent = DomainEvent | ControlEvent;
export type EventType = DomainEvent['type'];
export type EventOf<T extends EventType> = Extract<DomainEvent, { readonly type: T }>;
