import type { EpochMs, RoomId, TenantId, UserId } from '../ids.js';
import type { Member, Role, Room, RoomType } from '../model/room.js';
import type { RoomHead } from './message-store.js';

export interface RoomDraft {
  readonly tenant: TenantId;
  readonly type: RoomType;
  readonly title: string | null;
  readonly ownerId: UserId | null;
  readonly projectId: number | null;
  readonly members: readonly { readonly userId: UserId; readonly role: Role }[];
  readonly createdAt: EpochMs;
}

export interface CreatedRoom {
  readonly room: Room;
  readonly members: readonly Member[];
  /** False when a direct or project room was there already. */
  readonly created: boolean;
}

/** A room and one user's place in it, for authorisation. Counters in it may be old: it comes from a cache unless `fresh`. */
export interface Access {
  readonly room: Room;
  readonly member: Member;
}

export interface RoomStore {
  /** All or nothing: room and members. Direct rooms are unique by their two members, project rooms by project. */
  create(draft: RoomDraft): Promise<CreatedRoom>;
  find(id: RoomId): Promise<Room | null>;
  findDirect(tenant: TenantId, users: readonly [UserId, UserId]): Promise<Room | null>;
  findByProject(tenant: TenantId, projectId: number): Promise<Room | null>;
  /** A group with exactly these members and this title. */
  findGroupLike(tenant: TenantId, userIds: readonly UserId[], title: string | null): Promise<RoomId | null>;
  heads(ids: readonly RoomId[]): Promise<ReadonlyMap<RoomId, RoomHead>>;
  /** Bumps `stateRev`. Null when the room is gone. */
  setTitle(id: RoomId, title: string | null, at: EpochMs): Promise<Room | null>;
  /** Bumps `stateRev`. Null when the room is gone. */
  setRetention(id: RoomId, days: number | null, at: EpochMs): Promise<Room | null>;
  /** Rooms above `after`, ascending by id. */
  walk(after: RoomId, limit: number): Promise<readonly Room[]>;
  /** Removes the room, its members and its messages. True when this call removed it. */
  delete(id: RoomId): Promise<boolean>;
}

export interface MemberStore {
  /** Null when there is no such room or no such member: the caller cannot tell which. */
  access(roomId: RoomId, userId: UserId, options?: { readonly fresh?: boolean }): Promise<Access | null>;
  /** Rooms of the user, newest activity first, hidden ones left out; `before` is an `updatedAt`, exclusive. */
  pageOf(
    userId: UserId,
    page: { readonly before?: EpochMs | undefined; readonly limit: number },
  ): Promise<readonly Access[]>;
  /** Every membership of the user: what a connection joins. One query. */
  allOf(userId: UserId): Promise<readonly Member[]>;
  /** First members by joining. */
  list(roomId: RoomId, limit: number): Promise<readonly Member[]>;
  /** First members of several rooms in one query. */
  listMany(roomIds: readonly RoomId[], limitEach: number): Promise<ReadonlyMap<RoomId, readonly Member[]>>;
  /** Those of the given users who are members. */
  among(roomId: RoomId, userIds: readonly UserId[]): Promise<readonly Member[]>;
  userIdsOf(roomId: RoomId): Promise<readonly UserId[]>;
  /** Bumps `stateRev` and `memberCount`; those who are members already are left as they are. Null when the room is gone. */
  add(
    roomId: RoomId,
    members: readonly { readonly userId: UserId; readonly role: Role }[],
    at: EpochMs,
  ): Promise<{ room: Room; added: readonly Member[] } | null>;
  /** Bumps `stateRev` before it removes, so that no send that was authorised earlier slips in behind. */
  remove(
    roomId: RoomId,
    userIds: readonly UserId[],
    at: EpochMs,
  ): Promise<{ room: Room; removed: readonly UserId[] } | null>;
  /** Sets roles (and `ownerId`, when one of them is `owner`) in one step; bumps `stateRev`. */
  setRoles(
    roomId: RoomId,
    roles: readonly { readonly userId: UserId; readonly role: Role }[],
    at: EpochMs,
  ): Promise<Room | null>;
  /** Moves the mark forward only. Null when not a member. */
  markRead(
    roomId: RoomId,
    userId: UserId,
    seq: number,
  ): Promise<{ readonly previousReadSeq: number; readonly readSeq: number } | null>;
  /**
   * The author of a message has read it, if everything before it was read or cleared: the mark never moves over what others wrote, since nobody
   * would be told of that. Coalesced, not waited for: losing one shows a message of one's own as unread.
   */
  noteOwnPost(roomId: RoomId, userId: UserId, seq: number): void;
  /** The furthest read marks of a room, highest first, without one user's. */
  furthestReaders(
    roomId: RoomId,
    exceptUserId: UserId,
    limit: number,
  ): Promise<readonly { readonly userId: UserId; readonly readSeq: number }[]>;
  /** Moves `clearedSeq` forward to `seq`; with `hide` the room is also left out of the list until the next message. Null when not a member. */
  clear(
    roomId: RoomId,
    userId: UserId,
    change: { readonly seq: number; readonly hide: boolean },
  ): Promise<Member | null>;
  /** What was written up to `seq` is gone: moves `clearedSeq` of every member forward to it, and lets newcomers begin there. */
  clearForAll(roomId: RoomId, seq: number): Promise<void>;
  /** Brings a hidden room back into the member's list. Null when not a member or not hidden. */
  show(roomId: RoomId, userId: UserId): Promise<Member | null>;
  /**
   * People who share a room with the user, without the user: of rooms with at most `roomMembers` members, at most `limit` people. Those of the
   * same room come together, newest activity first.
   */
  partnersOf(
    userId: UserId,
    bounds: { readonly roomMembers: number; readonly limit: number },
  ): Promise<readonly UserId[]>;
  setMuted(roomId: RoomId, userId: UserId, muted: boolean): Promise<Member | null>;
  /** Whether the two are members of one room. */
  shareRoom(a: UserId, b: UserId): Promise<boolean>;
}
