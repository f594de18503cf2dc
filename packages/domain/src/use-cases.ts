/** @module The use cases: what every door (dialects, REST, worker) may ask of the domain. Each authorises for itself. */
import type { FileId, MessageId, RoomId, UserId } from './ids.js';
import type { Attachment, MessageView } from './model/message.js';
import type { Presence } from './model/presence.js';
import type { Role, RoomForMember } from './model/room.js';
import type { Actor, User, UserChanges } from './model/user.js';

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName?: string | null | undefined;
  readonly middleName?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly photo?: string | null | undefined;
}
export interface SignedIn {
  readonly user: User;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
}
export interface Authenticated {
  readonly actor: Actor;
  readonly user: User;
  /** Of the token. */
  readonly expiresAt: number;
}
export interface NewRoom {
  readonly type: 'direct' | 'group';
  /** The caller may be named or not. */
  readonly users: readonly UserId[];
  readonly title?: string | null | undefined;
  /** Refuse (`conflict` with `roomId`) when one with the same people and title is there; otherwise a direct room is reused. */
  readonly refuseDuplicate?: boolean;
}
export interface NewMessage {
  readonly roomId: RoomId;
  readonly text?: string | undefined;
  readonly fileIds?: readonly FileId[] | undefined;
  readonly replyTo?: MessageId | null | undefined;
  readonly clientId?: string | null | undefined;
}
export interface Posted {
  readonly message: MessageView;
  /** True for a retried send: no event is told again. */
  readonly duplicate: boolean;
}
export interface HistoryPage {
  /** Ascending by seq. */
  readonly messages: readonly MessageView[];
  readonly hasMore: boolean;
}
export interface RoomSync {
  readonly roomId: RoomId;
  /** The caller is up to date to this rev after applying the changes; resume from it. */
  readonly rev: number;
  /** In rev order; each is the whole message as it is now. */
  readonly changes: readonly MessageView[];
  /** Ranges of revs that were allotted and never stored, inclusive. */
  readonly voids: readonly (readonly [number, number])[];
  /** Ask again: there is more, or a hole so young that its write may be in flight. */
  readonly more: boolean;
  readonly room: RoomForMember;
}
export interface SyncResult {
  readonly rooms: readonly RoomSync[];
  readonly joined: readonly RoomForMember[];
  readonly left: readonly RoomId[];
}
export interface FileUpload {
  readonly name: string;
  readonly contentType?: string | undefined;
  readonly bytes: Uint8Array;
}
export interface CallSignal {
  readonly userId: UserId;
  readonly iceCandidate?: unknown;
  readonly sessionDescription?: unknown;
}

/** Every one throws ChatError only. `actor` first, input second. */
export interface UseCases {
  registerUser(input: Registration, context: { readonly address: string }): Promise<SignedIn>;
  logIn(
    input: { readonly email: string; readonly password: string },
    context: { readonly address: string },
  ): Promise<SignedIn>;
  refreshSession(refreshToken: string): Promise<SignedIn>;
  logOut(refreshToken: string): Promise<void>;
  authenticate(token: string): Promise<Authenticated>;

  getMe(actor: Actor): Promise<User>;
  updateMe(actor: Actor, changes: UserChanges): Promise<User>;
  getUser(actor: Actor, userId: UserId): Promise<User>;
  searchUsers(actor: Actor, query: string): Promise<readonly User[]>;

  createRoom(actor: Actor, input: NewRoom): Promise<RoomForMember & { readonly created: boolean }>;
  listRooms(
    actor: Actor,
    page: { readonly before?: number | undefined; readonly limit: number },
  ): Promise<{ readonly rooms: readonly RoomForMember[]; readonly hasMore: boolean }>;
  getRoom(actor: Actor, roomId: RoomId): Promise<RoomForMember>;
  renameRoom(
    actor: Actor,
    input: { readonly roomId: RoomId; readonly title: string | null },
  ): Promise<RoomForMember>;
  deleteRoom(actor: Actor, roomId: RoomId): Promise<void>;
  muteRoom(actor: Actor, input: { readonly roomId: RoomId; readonly muted: boolean }): Promise<RoomForMember>;
  putProjectRoom(
    actor: Actor,
    input: {
      readonly projectId: number;
      readonly users: readonly UserId[];
      readonly title?: string | null | undefined;
    },
  ): Promise<RoomForMember & { readonly created: boolean }>;

  addMembers(
    actor: Actor,
    input: { readonly roomId: RoomId; readonly users: readonly UserId[] },
  ): Promise<RoomForMember & { readonly added: readonly UserId[] }>;
  /** `room` is as it is without them, also when the caller is one of them. */
  removeMembers(
    actor: Actor,
    input: { readonly roomId: RoomId; readonly users: readonly UserId[] },
  ): Promise<{ readonly room: RoomForMember['room']; readonly removed: readonly UserId[] }>;
  leaveRoom(actor: Actor, roomId: RoomId): Promise<void>;
  changeRole(
    actor: Actor,
    input: { readonly roomId: RoomId; readonly userId: UserId; readonly role: Role },
  ): Promise<RoomForMember>;

  postMessage(actor: Actor, input: NewMessage): Promise<Posted>;
  editMessage(
    actor: Actor,
    input: { readonly messageId: MessageId; readonly text: string },
  ): Promise<MessageView>;
  deleteMessage(actor: Actor, messageId: MessageId): Promise<MessageView>;
  reactToMessage(
    actor: Actor,
    input: { readonly messageId: MessageId; readonly emoji: string; readonly on: boolean },
  ): Promise<MessageView>;
  readHistory(
    actor: Actor,
    input: {
      readonly roomId: RoomId;
      readonly before?: number | undefined;
      readonly after?: number | undefined;
      readonly around?: number | undefined;
      readonly limit: number;
    },
  ): Promise<HistoryPage>;
  syncRooms(
    actor: Actor,
    input: { readonly revs: ReadonlyMap<RoomId, number>; readonly limit: number },
  ): Promise<SyncResult>;
  searchMessages(
    actor: Actor,
    input: { readonly query: string; readonly roomId?: RoomId | undefined },
  ): Promise<readonly MessageView[]>;

  /** Without `seq`: everything. */
  markRead(
    actor: Actor,
    input: { readonly roomId: RoomId; readonly seq?: number | undefined },
  ): Promise<{ readonly readSeq: number; readonly unread: number }>;
  setTyping(actor: Actor, input: { readonly roomId: RoomId; readonly on: boolean }): Promise<void>;
  /** Presence of people of the caller's tenant; the door adds the connection to their presence channels before it asks. */
  watchPresence(actor: Actor, userIds: readonly UserId[]): Promise<readonly Presence[]>;

  startCall(actor: Actor, input: CallSignal): Promise<{ readonly callId: string }>;
  answerCall(actor: Actor, input: CallSignal): Promise<{ readonly callId: string }>;
  sendIce(actor: Actor, input: CallSignal): Promise<void>;
  endCall(actor: Actor, input: { readonly userId: UserId }): Promise<void>;
  /** The connection is gone: ends its call, if any. */
  dropCalls(actor: Actor): Promise<void>;

  storeFiles(actor: Actor, uploads: readonly FileUpload[]): Promise<readonly Attachment[]>;
  /** For its owner; a signed URL needs no actor. */
  openFile(fileId: FileId): Promise<{ readonly file: Attachment; readonly bytes: AsyncIterable<Uint8Array> }>;
}
