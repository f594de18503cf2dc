import {
  type CreatedRoom,
  directKeyOf,
  type EpochMs,
  type Member,
  type MemberId,
  type Room,
  type RoomDraft,
  type RoomHead,
  type RoomId,
  type RoomStore,
  type TenantId,
  type UserId,
} from '@crosstalk/domain';
import type { MemoryWorld } from './memory-world.js';

/** Rooms in memory; direct and project rooms are unique as in the real store. */
export class MemoryRoomStore implements RoomStore {
  readonly #world: MemoryWorld;

  constructor(world: MemoryWorld) {
    this.#world = world;
  }

  async create(draft: RoomDraft): Promise<CreatedRoom> {
    const existing = this.#sameAs(draft);
    if (existing !== undefined) {
      return { room: existing, members: this.#world.membersOf(existing.id), created: false };
    }
    const id = this.#world.nextId() as RoomId;
    const { members: people, ...fields } = draft;
    const room: Room = {
      ...fields,
      id,
      memberCount: people.length,
      seq: 0,
      rev: 0,
      stateRev: 1,
      retentionDays: null,
      updatedAt: draft.createdAt,
    };
    const members = people.map(
      ({ userId, role }): Member => ({
        id: this.#world.nextId() as MemberId,
        roomId: id,
        userId,
        role,
        readSeq: 0,
        clearedSeq: 0,
        hiddenSeq: null,
        muted: false,
        joinedAt: draft.createdAt,
      }),
    );
    this.#world.rooms.set(id, room);
    this.#world.members.set(id, new Map(members.map((member) => [member.userId, member])));
    return { room, members, created: true };
  }

  async setRetention(id: RoomId, retentionDays: number | null, at: EpochMs): Promise<Room | null> {
    const room = this.#world.rooms.get(id);
    const stateRev = (room?.stateRev ?? 0) + 1;
    return this.#world.patchRoom(id, { retentionDays, stateRev, updatedAt: at });
  }

  async walk(after: RoomId, limit: number): Promise<readonly Room[]> {
    return [...this.#world.rooms.values()]
      .filter(({ id }) => id > after)
      .sort((a, b) => a.id - b.id)
      .slice(0, limit);
  }

  async find(id: RoomId): Promise<Room | null> {
    return this.#world.rooms.get(id) ?? null;
  }

  async findDirect(tenant: TenantId, [one, other]: readonly [UserId, UserId]): Promise<Room | null> {
    return this.#direct(tenant, directKeyOf(one, other)) ?? null;
  }

  async findByProject(tenant: TenantId, projectId: number): Promise<Room | null> {
    const rooms = [...this.#world.rooms.values()];
    return rooms.find((room) => room.tenant === tenant && room.projectId === projectId) ?? null;
  }

  async findGroupLike(
    tenant: TenantId,
    userIds: readonly UserId[],
    title: string | null,
  ): Promise<RoomId | null> {
    const wanted = new Set(userIds);
    const found = [...this.#world.rooms.values()].find(
      (room) =>
        room.type === 'group' &&
        room.tenant === tenant &&
        room.title === title &&
        room.memberCount === wanted.size &&
        this.#world.membersOf(room.id).every((member) => wanted.has(member.userId)),
    );
    return found?.id ?? null;
  }

  async heads(ids: readonly RoomId[]): Promise<ReadonlyMap<RoomId, RoomHead>> {
    const heads = new Map<RoomId, RoomHead>();
    for (const id of ids) {
      const room = this.#world.rooms.get(id);
      if (room !== undefined) heads.set(id, { seq: room.seq, rev: room.rev, stateRev: room.stateRev });
    }
    return heads;
  }

  async setTitle(id: RoomId, title: string | null, at: EpochMs): Promise<Room | null> {
    const stateRev = (this.#world.rooms.get(id)?.stateRev ?? 0) + 1;
    return this.#world.patchRoom(id, { title, stateRev, updatedAt: at });
  }

  async delete(id: RoomId): Promise<boolean> {
    this.#world.members.delete(id);
    this.#world.messages.delete(id);
    return this.#world.rooms.delete(id);
  }

  #sameAs(draft: RoomDraft): Room | undefined {
    const rooms = [...this.#world.rooms.values()].filter((room) => room.tenant === draft.tenant);
    if (draft.type === 'project') return rooms.find((room) => room.projectId === draft.projectId);
    if (draft.type !== 'direct') return undefined;
    return this.#direct(draft.tenant, keyOf(draft.members));
  }

  #direct(tenant: TenantId, key: string): Room | undefined {
    const rooms = [...this.#world.rooms.values()].filter((room) => room.tenant === tenant);
    return rooms.find((room) => room.type === 'direct' && keyOf(this.#world.membersOf(room.id)) === key);
  }
}

function keyOf(members: readonly { readonly userId: UserId }[]): string {
  const [a, b] = members;
  return a === undefined || b === undefined ? '' : directKeyOf(a.userId, b.userId);
}
