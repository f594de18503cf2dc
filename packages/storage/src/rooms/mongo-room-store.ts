import {
  type CreatedRoom,
  directKeyOf,
  type Room,
  type RoomDraft,
  type RoomHead,
  type RoomId,
  type RoomStore,
  type TenantId,
  type UserId,
} from '@crosstalk/domain';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { createRoom, type RoomCreation } from './create-room.js';
import { deleteRoom } from './delete-room.js';
import { findGroupLike } from './find-group-like.js';
import { COUNTERS, toHead, toRoom } from './room-schema.js';

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

export interface RoomStoreOptions extends RoomCreation {
  /** What is cached of the room is no longer true. */
  onChanged(roomId: RoomId): void;
}

/** Rooms in MongoDB. */
export class MongoRoomStore implements RoomStore {
  readonly #options: RoomStoreOptions;

  constructor(options: RoomStoreOptions) {
    this.#options = options;
  }

  create(draft: RoomDraft): Promise<CreatedRoom> {
    return createRoom(this.#options, draft);
  }

  async find(id: RoomId): Promise<Room | null> {
    const doc = await this.#options.collections.rooms.findOne({ _id: id }, READ);
    return doc && toRoom(doc);
  }

  async findDirect(tenant: TenantId, [one, other]: readonly [UserId, UserId]): Promise<Room | null> {
    const doc = await this.#options.collections.rooms.findOne(
      { tenant, directKey: directKeyOf(one, other) },
      READ,
    );
    return doc && toRoom(doc);
  }

  async findByProject(tenant: TenantId, projectId: number): Promise<Room | null> {
    const doc = await this.#options.collections.rooms.findOne({ tenant, projectId }, READ);
    return doc && toRoom(doc);
  }

  findGroupLike(tenant: TenantId, userIds: readonly UserId[], title: string | null): Promise<RoomId | null> {
    return findGroupLike(this.#options.collections, { tenant, title, userIds: [...new Set(userIds)] });
  }

  async heads(ids: readonly RoomId[]): Promise<ReadonlyMap<RoomId, RoomHead>> {
    if (ids.length === 0) return new Map();
    const docs = await this.#options.collections.rooms
      .find({ _id: { $in: [...ids] } }, { ...READ, projection: COUNTERS })
      .toArray();
    return new Map(docs.map((doc) => [doc._id as RoomId, toHead(doc)]));
  }

  async setTitle(id: RoomId, title: string | null, at: number): Promise<Room | null> {
    const doc = await this.#options.collections.rooms.findOneAndUpdate(
      { _id: id },
      { $set: { title, updatedAt: new Date(at) }, $inc: { stateRev: 1 } },
      { returnDocument: 'after' },
    );
    this.#options.onChanged(id);
    return doc && toRoom(doc);
  }

  async setRetention(id: RoomId, retentionDays: number | null, at: number): Promise<Room | null> {
    const doc = await this.#options.collections.rooms.findOneAndUpdate(
      { _id: id },
      { $set: { retentionDays, updatedAt: new Date(at) }, $inc: { stateRev: 1 } },
      { returnDocument: 'after' },
    );
    this.#options.onChanged(id);
    return doc && toRoom(doc);
  }

  async walk(after: RoomId, limit: number): Promise<readonly Room[]> {
    const docs = await this.#options.collections.rooms
      .find({ _id: { $gt: after } }, READ)
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return docs.map(toRoom);
  }

  async delete(id: RoomId): Promise<boolean> {
    const deleted = await deleteRoom(this.#options.collections, id);
    this.#options.onChanged(id);
    return deleted;
  }
}
