import type { Access, EpochMs, Member, MemberStore, Role, Room, RoomId, UserId } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import type { IdLease } from '../ids/id-lease.js';
import { AccessCache } from './access-cache.js';
import { addMembers } from './add-members.js';
import { findPartners, type PartnerBounds } from './find-partners.js';
import { loadAccess } from './load-access.js';
import { type MemberDoc, type NewMember, toMember } from './member-schema.js';
import { OwnPosts } from './own-posts.js';
import { readFirstMembers } from './read-first-members.js';
import { readRoomsOf } from './read-rooms-of.js';
import { removeMembers } from './remove-members.js';
import { setRoles } from './set-roles.js';
import { moveMarks } from './unread-counter.js';

const CACHED_ACCESSES = 50_000;
const ACCESS_TTL_MS = 30_000;
const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;
/** Read marks, mutes and rooms shown again: the loss of one by a failover is repaired by the next. */
const QUICK = { w: 1 } as const;

export interface MemberStoreOptions {
  readonly collections: Collections;
  readonly memberIds: IdLease;
}

/** Members in MongoDB, with a cache of who may do what. */
export class MongoMemberStore implements MemberStore {
  readonly #options: MemberStoreOptions;
  readonly #ownPosts: OwnPosts;
  readonly #accesses: AccessCache;

  constructor(options: MemberStoreOptions) {
    this.#options = options;
    this.#ownPosts = new OwnPosts(options.collections.members);
    this.#accesses = new AccessCache({
      capacity: CACHED_ACCESSES,
      ttlMs: ACCESS_TTL_MS,
      load: (roomId, userId) => loadAccess(options.collections, roomId, userId),
    });
  }

  async access(roomId: RoomId, userId: UserId, { fresh = false } = {}): Promise<Access | null> {
    const access = await (fresh
      ? this.#accesses.refresh(roomId, userId)
      : this.#accesses.get(roomId, userId));
    return access && { room: access.room, member: this.#ownPosts.applied(access.member) };
  }

  /** For changes that another node made: what is remembered of the room, or of one member of it, is forgotten. */
  invalidate(roomId: RoomId, userId?: UserId): void {
    this.#accesses.invalidate(roomId, userId);
  }

  async pageOf(
    userId: UserId,
    page: { readonly before?: EpochMs | undefined; readonly limit: number },
  ): Promise<readonly Access[]> {
    const accesses = await readRoomsOf(this.#options.collections, userId, page);
    return accesses.map(({ room, member }) => ({ room, member: this.#ownPosts.applied(member) }));
  }

  async allOf(userId: UserId): Promise<readonly Member[]> {
    return this.#toMembers(await this.#members.find({ user: userId }, READ).toArray());
  }

  async list(roomId: RoomId, limit: number): Promise<readonly Member[]> {
    return this.#toMembers(
      await this.#members.find({ room: roomId }, READ).sort({ _id: 1 }).limit(limit).toArray(),
    );
  }

  async listMany(
    roomIds: readonly RoomId[],
    limitEach: number,
  ): Promise<ReadonlyMap<RoomId, readonly Member[]>> {
    const docs = await readFirstMembers(this.#options.collections, roomIds, limitEach);
    return new Map(docs.map((room) => [room._id as RoomId, this.#toMembers(room.members)]));
  }

  async among(roomId: RoomId, userIds: readonly UserId[]): Promise<readonly Member[]> {
    if (userIds.length === 0) return [];
    return this.#toMembers(
      await this.#members.find({ room: roomId, user: { $in: [...userIds] } }, READ).toArray(),
    );
  }

  async userIdsOf(roomId: RoomId): Promise<readonly UserId[]> {
    const docs = await this.#members
      .find({ room: roomId }, { ...READ, projection: { _id: 0, user: 1 } })
      .toArray();
    return docs.map(({ user }) => user as UserId);
  }

  add(
    roomId: RoomId,
    members: readonly NewMember[],
    at: EpochMs,
  ): Promise<{ room: Room; added: readonly Member[] } | null> {
    return this.#changing(roomId, addMembers(this.#options, { roomId, members, at }));
  }

  remove(
    roomId: RoomId,
    userIds: readonly UserId[],
    at: EpochMs,
  ): Promise<{ room: Room; removed: readonly UserId[] } | null> {
    return this.#changing(roomId, removeMembers(this.#options.collections, { roomId, userIds, at }));
  }

  setRoles(
    roomId: RoomId,
    roles: readonly { readonly userId: UserId; readonly role: Role }[],
    at: EpochMs,
  ): Promise<Room | null> {
    return this.#changing(roomId, setRoles(this.#options.collections, { roomId, roles, at }));
  }

  async markRead(
    roomId: RoomId,
    userId: UserId,
    seq: number,
  ): Promise<{ readonly previousReadSeq: number; readonly readSeq: number } | null> {
    const before = await this.#members.findOneAndUpdate(
      { room: roomId, user: userId },
      moveMarks({ readSeq: seq }),
      { returnDocument: 'before', writeConcern: QUICK },
    );
    if (!before) return null;
    this.invalidate(roomId, userId);
    const previousReadSeq = this.#ownPosts.applied(toMember(before)).readSeq;
    return { previousReadSeq, readSeq: Math.max(previousReadSeq, seq) };
  }

  noteOwnPost(roomId: RoomId, userId: UserId, seq: number): void {
    this.#ownPosts.note(roomId, userId, seq);
  }

  async furthestReaders(
    roomId: RoomId,
    exceptUserId: UserId,
    limit: number,
  ): Promise<readonly { readonly userId: UserId; readonly readSeq: number }[]> {
    const docs = await this.#members
      .find({ room: roomId }, { ...READ, projection: { _id: 0, user: 1, readSeq: 1 } })
      .sort({ readSeq: -1 })
      // The one left out may be among the first: with a filter instead the index could not end the scan.
      .limit(limit + 1)
      .toArray();
    return docs
      .filter(({ user }) => user !== exceptUserId)
      .slice(0, limit)
      .map(({ user, readSeq }) => ({ userId: user as UserId, readSeq }));
  }

  /** Waits for a majority: what somebody took out of their view must not come back. */
  clear(
    roomId: RoomId,
    userId: UserId,
    { seq, hide }: { readonly seq: number; readonly hide: boolean },
  ): Promise<Member | null> {
    const update = moveMarks({ clearedSeq: seq, ...(hide && { hiddenSeq: seq }) });
    return this.#changeView({ room: roomId, user: userId }, update, {});
  }

  /** First the room: who joins after that begins there, who joined before is among the members. */
  async clearForAll(roomId: RoomId, seq: number): Promise<void> {
    await this.#options.collections.rooms.updateOne({ _id: roomId }, { $max: { removedSeq: seq } });
    const before = { room: roomId, clearedSeq: { $lt: seq } };
    await this.#members.updateMany(before, moveMarks({ clearedSeq: seq }));
    this.invalidate(roomId);
  }

  show(roomId: RoomId, userId: UserId): Promise<Member | null> {
    const hidden = { room: roomId, user: userId, hiddenSeq: { $ne: null } };
    return this.#changeView(hidden, { $set: { hiddenSeq: null } });
  }

  partnersOf(userId: UserId, bounds: PartnerBounds): Promise<readonly UserId[]> {
    return findPartners(this.#options.collections, userId, bounds);
  }

  setMuted(roomId: RoomId, userId: UserId, muted: boolean): Promise<Member | null> {
    return this.#changeView({ room: roomId, user: userId }, { $set: { muted } });
  }

  async shareRoom(a: UserId, b: UserId): Promise<boolean> {
    const own = await this.#members.find({ user: a }, { ...READ, projection: { _id: 0, room: 1 } }).toArray();
    const shared = await this.#members.findOne(
      { room: { $in: own.map(({ room }) => room) }, user: b },
      { ...READ, projection: { _id: 1 } },
    );
    return shared !== null;
  }

  /** Writes the read marks that are gathered. */
  flush(): Promise<void> {
    return this.#ownPosts.flush();
  }

  /** Flushes and ends. */
  close(): Promise<void> {
    return this.#ownPosts.close();
  }

  get #members(): Collections['members'] {
    return this.#options.collections.members;
  }

  #toMembers(docs: readonly MemberDoc[]): readonly Member[] {
    return docs.map((doc) => this.#ownPosts.applied(toMember(doc)));
  }

  /** A change of one member's own view, on which no permission depends: forgotten when it is done, or may be. */
  async #changeView(
    member: mongo.Filter<MemberDoc> & { readonly room: RoomId; readonly user: UserId },
    update: mongo.UpdateFilter<MemberDoc> | mongo.Document[],
    durability: { readonly writeConcern?: { readonly w: 1 } } = { writeConcern: QUICK },
  ): Promise<Member | null> {
    try {
      const doc = await this.#members.findOneAndUpdate(member, update, {
        returnDocument: 'after',
        ...durability,
      });
      return doc && this.#ownPosts.applied(toMember(doc));
    } finally {
      this.invalidate(member.room, member.user);
    }
  }

  /** A change of who may do what: forgotten when it is done, or may be. */
  async #changing<T>(roomId: RoomId, change: Promise<T>): Promise<T> {
    try {
      return await change;
    } finally {
      this.invalidate(roomId);
    }
  }
}
