import {
  type Access,
  type EpochMs,
  isHidden,
  type Member,
  type MemberId,
  type MemberStore,
  type Role,
  type Room,
  type RoomId,
  type UserId,
} from '@crosstalk/domain';
import type { MemoryWorld } from './memory-world.js';

interface NewMember {
  readonly userId: UserId;
  readonly role: Role;
}

interface MemoryMemberStoreOptions {
  /** Keep what `access` answered until it is asked for `fresh`, as a node does that has not heard of a change. */
  readonly cached?: boolean;
}

/** Memberships in memory. */
export class MemoryMemberStore implements MemberStore {
  readonly #world: MemoryWorld;
  readonly #cache: Map<string, Access> | null;

  constructor(world: MemoryWorld, options: MemoryMemberStoreOptions = {}) {
    this.#world = world;
    this.#cache = options.cached === true ? new Map() : null;
  }

  async access(
    roomId: RoomId,
    userId: UserId,
    options: { readonly fresh?: boolean } = {},
  ): Promise<Access | null> {
    const key = `${roomId}/${userId}`;
    const cached = options.fresh === true ? undefined : this.#cache?.get(key);
    if (cached !== undefined) return cached;
    const access = this.#accessNow(roomId, userId);
    if (access === null) this.#cache?.delete(key);
    else this.#cache?.set(key, access);
    return access;
  }

  async pageOf(
    userId: UserId,
    {
      before = Number.POSITIVE_INFINITY,
      limit,
    }: { readonly before?: EpochMs | undefined; readonly limit: number },
  ): Promise<readonly Access[]> {
    return [...this.#world.rooms.keys()]
      .flatMap((roomId) => this.#accessNow(roomId, userId) ?? [])
      .filter(({ room, member }) => !isHidden(room, member) && room.updatedAt < before)
      .sort((a, b) => b.room.updatedAt - a.room.updatedAt || b.room.id - a.room.id)
      .slice(0, limit);
  }

  async allOf(userId: UserId): Promise<readonly Member[]> {
    return [...this.#world.members.values()].flatMap((members) => members.get(userId) ?? []);
  }

  async list(roomId: RoomId, limit: number): Promise<readonly Member[]> {
    return this.#world.membersOf(roomId).slice(0, limit);
  }

  async listMany(
    roomIds: readonly RoomId[],
    limitEach: number,
  ): Promise<ReadonlyMap<RoomId, readonly Member[]>> {
    return new Map(roomIds.map((id) => [id, this.#world.membersOf(id).slice(0, limitEach)]));
  }

  async among(roomId: RoomId, userIds: readonly UserId[]): Promise<readonly Member[]> {
    const wanted = new Set(userIds);
    return this.#world.membersOf(roomId).filter((member) => wanted.has(member.userId));
  }

  async userIdsOf(roomId: RoomId): Promise<readonly UserId[]> {
    return this.#world.membersOf(roomId).map((member) => member.userId);
  }

  async add(
    roomId: RoomId,
    people: readonly NewMember[],
    at: EpochMs,
  ): Promise<{ room: Room; added: readonly Member[] } | null> {
    const members = this.#world.members.get(roomId);
    if (members === undefined) return null;
    const added: Member[] = [];
    for (const { userId, role } of people) {
      if (members.has(userId)) continue;
      const member: Member = {
        id: this.#world.nextId() as MemberId,
        roomId,
        userId,
        role,
        readSeq: 0,
        clearedSeq: this.#world.removedSeqs.get(roomId) ?? 0,
        hiddenSeq: null,
        muted: false,
        joinedAt: at,
      };
      members.set(userId, member);
      added.push(member);
    }
    const room = this.#bump(roomId, { memberCount: members.size, updatedAt: at });
    return room === null ? null : { room, added };
  }

  async remove(
    roomId: RoomId,
    userIds: readonly UserId[],
    at: EpochMs,
  ): Promise<{ room: Room; removed: readonly UserId[] } | null> {
    const members = this.#world.members.get(roomId);
    if (members === undefined) return null;
    const removed = userIds.filter((userId) => members.delete(userId));
    const room = this.#bump(roomId, { memberCount: members.size, updatedAt: at });
    return room === null ? null : { room, removed };
  }

  async setRoles(roomId: RoomId, roles: readonly NewMember[], at: EpochMs): Promise<Room | null> {
    for (const { userId, role } of roles) this.#world.patchMember(roomId, userId, { role });
    const owner = roles.find(({ role }) => role === 'owner');
    return this.#bump(roomId, { updatedAt: at, ...(owner !== undefined && { ownerId: owner.userId }) });
  }

  async markRead(
    roomId: RoomId,
    userId: UserId,
    seq: number,
  ): Promise<{ readonly previousReadSeq: number; readonly readSeq: number } | null> {
    const member = this.#world.members.get(roomId)?.get(userId);
    if (member === undefined) return null;
    const readSeq = Math.max(member.readSeq, seq);
    this.#world.patchMember(roomId, userId, { readSeq });
    return { previousReadSeq: member.readSeq, readSeq };
  }

  noteOwnPost(roomId: RoomId, userId: UserId, seq: number): void {
    const member = this.#world.members.get(roomId)?.get(userId);
    if (member === undefined) return;
    if (Math.max(member.readSeq, member.clearedSeq) >= seq - 1 && member.readSeq < seq)
      this.#world.patchMember(roomId, userId, { readSeq: seq });
  }

  async furthestReaders(
    roomId: RoomId,
    exceptUserId: UserId,
    limit: number,
  ): Promise<readonly { readonly userId: UserId; readonly readSeq: number }[]> {
    return this.#world
      .membersOf(roomId)
      .filter((member) => member.userId !== exceptUserId)
      .sort((a, b) => b.readSeq - a.readSeq)
      .slice(0, limit)
      .map(({ userId, readSeq }) => ({ userId, readSeq }));
  }

  async clear(
    roomId: RoomId,
    userId: UserId,
    { seq, hide }: { readonly seq: number; readonly hide: boolean },
  ): Promise<Member | null> {
    const member = this.#world.members.get(roomId)?.get(userId);
    if (member === undefined) return null;
    return this.#world.patchMember(roomId, userId, {
      clearedSeq: Math.max(member.clearedSeq, seq),
      ...(hide && { hiddenSeq: Math.max(member.hiddenSeq ?? 0, seq) }),
    });
  }

  async clearForAll(roomId: RoomId, seq: number): Promise<void> {
    this.#world.removedSeqs.set(roomId, Math.max(this.#world.removedSeqs.get(roomId) ?? 0, seq));
    for (const { userId, clearedSeq } of this.#world.membersOf(roomId)) {
      this.#world.patchMember(roomId, userId, { clearedSeq: Math.max(clearedSeq, seq) });
    }
  }

  async show(roomId: RoomId, userId: UserId): Promise<Member | null> {
    const member = this.#world.members.get(roomId)?.get(userId);
    if (member === undefined || member.hiddenSeq === null) return null;
    return this.#world.patchMember(roomId, userId, { hiddenSeq: null });
  }

  async partnersOf(
    userId: UserId,
    { roomMembers, limit }: { readonly roomMembers: number; readonly limit: number },
  ): Promise<readonly UserId[]> {
    const rooms = [...this.#world.rooms.values()]
      .filter((room) => room.memberCount <= roomMembers && this.#accessNow(room.id, userId) !== null)
      .sort((a, b) => b.updatedAt - a.updatedAt || b.id - a.id);
    const people = rooms.flatMap((room) => this.#world.membersOf(room.id).map((member) => member.userId));
    return [...new Set(people)].filter((id) => id !== userId).slice(0, limit);
  }

  async setMuted(roomId: RoomId, userId: UserId, muted: boolean): Promise<Member | null> {
    return this.#world.patchMember(roomId, userId, { muted });
  }

  async shareRoom(a: UserId, b: UserId): Promise<boolean> {
    return [...this.#world.members.values()].some((members) => members.has(a) && members.has(b));
  }

  #accessNow(roomId: RoomId, userId: UserId): Access | null {
    const room = this.#world.rooms.get(roomId);
    const member = this.#world.members.get(roomId)?.get(userId);
    return room === undefined || member === undefined ? null : { room, member };
  }

  #bump(roomId: RoomId, changes: Partial<Room>): Room | null {
    const stateRev = (this.#world.rooms.get(roomId)?.stateRev ?? 0) + 1;
    return this.#world.patchRoom(roomId, { ...changes, stateRev });
  }
}
