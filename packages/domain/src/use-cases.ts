/** @module The use cases: what every door (dialects, REST, worker) may ask of the domain. Each authorises for itself. */
import type { FileId, MessageId, RoomId, UserId } from './ids.js';
import type { Attachment, FilePart } from './model/attachment.js';
import type { Erasure, MessageFate } from './model/erasure.js';
import type { MessageView } from './model/message.js';
import type { NotificationSettings, PushKeys } from './model/notification.js';
import type { PersonalExport } from './model/personal-export.js';
import type { Presence } from './model/presence.js';
import type { Role, RoomForMember } from './model/room.js';
import type { Actor, User, UserChanges } from './model/user.js';
import type { Webhook, WebhookEvent, WebhookId } from './model/webhook.js';
import type { ByteSource, FileContent } from './ports/file-store.js';

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
  /** Of the token; null when the session ends with its connection only. */
  readonly expiresAt: number | null;
}
/** A person as their host site describes them. */
export interface VisitorProfile {
  /** The site's own id of the person. */
  readonly externalId: string;
  readonly email: string | null;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly middleName: string | null;
  readonly phone: string | null;
  readonly photo: string | null;
}
export interface Visitor extends VisitorProfile {
  /** Names the host site. */
  readonly chatKey: string;
  /** Hex HMAC-SHA256 of the id by the site's secret; a signed site's people need it. */
  readonly signature: string | null;
}
export interface NewRoom {
  readonly type: 'direct' | 'group';
  /** The caller may be named or not. */
  readonly users: readonly UserId[];
  readonly title?: string | null | undefined;
  /** Refuse (`conflict` with `roomId`) when one with the same people and title is there; otherwise a direct room is reused. */
  readonly refuseDuplicate?: boolean;
  /** The message that will open it: what is wrong with that is said before a room is made for it. It is not posted. */
  readonly opening?: Omit<NewMessage, 'roomId'>;
}
/** What names a room beside its id: the one other person of a direct room, or the project. */
export type RoomKey = { readonly direct: UserId } | { readonly projectId: number };
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
  /** The history is another one than the caller knows: forget it, read the newest page, resume from `rev`. */
  readonly reset: boolean;
  readonly room: RoomForMember;
}
export interface SyncResult {
  readonly rooms: readonly RoomSync[];
  readonly joined: readonly RoomForMember[];
  readonly left: readonly RoomId[];
}
/** A file whose bytes are still on their way. */
export interface NewUpload {
  /** Whatever the sender says; `fileName` makes a safe one of it. */
  readonly name: string;
  readonly contentType?: string | undefined;
  readonly bytes: ByteSource;
}
/** A file that came whole, inside a frame. */
export interface FileUpload {
  readonly name: string;
  readonly contentType?: string | undefined;
  readonly bytes: Uint8Array;
}
export interface ServedFile {
  readonly file: Attachment;
  readonly content: FileContent;
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
  /** The person that a host site presents, with the profile that it gives. */
  authenticateVisitor(visitor: Visitor): Promise<Authenticated>;
  /** Somebody of the caller's host site, made on first sight and not changed by what is said of them. */
  meetVisitor(
    actor: Actor,
    input: { readonly chatKey: string; readonly profile: VisitorProfile },
  ): Promise<User>;
  /** Whether the key, and the id where one is given, are the caller's own. @throws ChatError `forbidden` when not */
  confirmVisitor(
    actor: Actor,
    input: { readonly chatKey: string; readonly externalId?: string | undefined },
  ): Promise<void>;

  getMe(actor: Actor): Promise<User>;
  updateMe(actor: Actor, changes: UserChanges): Promise<User>;
  getUser(actor: Actor, userId: UserId): Promise<User>;
  /** Removes the caller's account and everything of theirs, at once for everybody to see and thoroughly soon after. */
  eraseMe(
    actor: Actor,
    input: { readonly messages: MessageFate; readonly password?: string | undefined },
  ): Promise<Erasure>;
  /** The same for somebody else, by a host system. */
  eraseUser(
    actor: Actor,
    input: { readonly userId: UserId; readonly messages: MessageFate },
  ): Promise<Erasure>;
  /** Everything that is kept of the caller. */
  exportMe(actor: Actor): Promise<PersonalExport>;
  /** How far an erasure is, for whoever has its id. */
  getErasure(id: string): Promise<Erasure>;
  searchUsers(actor: Actor, query: string): Promise<readonly User[]>;

  createRoom(actor: Actor, input: NewRoom): Promise<RoomForMember & { readonly created: boolean }>;
  listRooms(
    actor: Actor,
    page: { readonly before?: number | undefined; readonly limit: number },
  ): Promise<{ readonly rooms: readonly RoomForMember[]; readonly hasMore: boolean }>;
  getRoom(actor: Actor, roomId: RoomId): Promise<RoomForMember>;
  /** Where the caller's room with a person, or of a project, is. Makes none. */
  findRoom(actor: Actor, key: RoomKey): Promise<RoomId>;
  renameRoom(
    actor: Actor,
    input: { readonly roomId: RoomId; readonly title: string | null },
  ): Promise<RoomForMember>;
  /** For how many days messages of the room are kept; null: as the tenant has it. */
  setRetention(
    actor: Actor,
    input: { readonly roomId: RoomId; readonly days: number | null },
  ): Promise<RoomForMember>;
  deleteRoom(actor: Actor, roomId: RoomId): Promise<void>;
  muteRoom(actor: Actor, input: { readonly roomId: RoomId; readonly muted: boolean }): Promise<RoomForMember>;
  /** Takes what was written so far out of the caller's own view; with `hide` the room leaves the caller's list until the next message. */
  clearRoom(actor: Actor, input: { readonly roomId: RoomId; readonly hide: boolean }): Promise<RoomForMember>;
  /** The caller has the room on the screen: everything in it is read, and those who look at it too are told. */
  openRoom(actor: Actor, roomId: RoomId): Promise<RoomForMember>;
  /** The room is on the caller's screen no more. */
  closeRoom(actor: Actor, roomId: RoomId): Promise<void>;
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
  /** With `roomId` only a message of that room. `changed` is false for one that was deleted before: no event is told again. */
  deleteMessage(
    actor: Actor,
    messageId: MessageId,
    roomId?: RoomId,
  ): Promise<MessageView & { readonly changed: boolean }>;
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
      /** Strictly older than this message; instead of `before`. */
      readonly beforeMessage?: MessageId | undefined;
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

  /** Up to `seq`, or up to a message; without either: everything. */
  markRead(
    actor: Actor,
    input: {
      readonly roomId: RoomId;
      readonly seq?: number | undefined;
      readonly upToMessage?: MessageId | undefined;
    },
  ): Promise<{ readonly readSeq: number; readonly unread: number }>;
  setTyping(actor: Actor, input: { readonly roomId: RoomId; readonly on: boolean }): Promise<void>;
  /** Presence of people of the caller's tenant; the door adds the connection to their presence channels before it asks. */
  watchPresence(actor: Actor, userIds: readonly UserId[]): Promise<readonly Presence[]>;
  /** Shows the caller as online, or hides them although they are. A new message shows them again. */
  setVisibility(actor: Actor, visible: boolean): Promise<void>;

  startCall(actor: Actor, input: CallSignal): Promise<{ readonly callId: string }>;
  answerCall(actor: Actor, input: CallSignal): Promise<{ readonly callId: string }>;
  sendIce(actor: Actor, input: CallSignal): Promise<void>;
  endCall(actor: Actor, input: { readonly userId: UserId }): Promise<void>;
  /** The connection is gone: ends its call, if any. */
  dropCalls(actor: Actor): Promise<void>;

  storeFiles(actor: Actor, uploads: readonly FileUpload[]): Promise<readonly Attachment[]>;
  uploadFile(actor: Actor, upload: NewUpload): Promise<Attachment>;
  getFile(actor: Actor, fileId: FileId): Promise<Attachment>;
  /** For who may see it; without an actor for the holder of a signed link, which the door has checked. */
  openFile(
    actor: Actor | null,
    input: { readonly fileId: FileId; readonly part: FilePart },
  ): Promise<ServedFile>;

  /** For browsers that subscribe to push messages. @throws ChatError `not_found` when push is off */
  getPushKey(actor: Actor): Promise<string>;
  putPushSubscription(
    actor: Actor,
    input: { readonly endpoint: string; readonly keys: PushKeys },
  ): Promise<void>;
  deletePushSubscription(actor: Actor, endpoint: string): Promise<void>;
  getNotificationSettings(actor: Actor): Promise<NotificationSettings>;
  putNotificationSettings(actor: Actor, settings: NotificationSettings): Promise<NotificationSettings>;

  /** Webhooks of the caller's tenant are kept with the scope `webhooks:write`. */
  listWebhooks(actor: Actor): Promise<readonly Webhook[]>;
  /** The secret is told this once. */
  createWebhook(
    actor: Actor,
    input: { readonly url: string; readonly events: readonly WebhookEvent[] },
  ): Promise<{ readonly webhook: Webhook; readonly secret: string }>;
  deleteWebhook(actor: Actor, id: WebhookId): Promise<void>;
  enableWebhook(actor: Actor, id: WebhookId): Promise<Webhook>;
}
