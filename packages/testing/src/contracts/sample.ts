/** @module Rooms, people and drafts for contracts: every call makes new ones, so that tests share a database without meeting. */
import {
  type CreatedRoom,
  DEFAULT_TENANT,
  type MessageDraft,
  type Role,
  type RoomDraft,
  type RoomId,
  type UserDraft,
  type UserId,
} from '@crosstalk/domain';

/** A time in the past, so that activity that the store stamps itself is always later. */
export const LONG_AGO = Date.UTC(2020, 0, 1);

let lastUser = Math.floor(Math.random() * 1e9);

export function newUserIds(count: number): UserId[] {
  return Array.from({ length: count }, () => {
    lastUser += 1;
    return lastUser as UserId;
  });
}

/** A group of these people, the first of whom owns it. */
export function groupOf(userIds: readonly UserId[], changes: Partial<RoomDraft> = {}): RoomDraft {
  return {
    tenant: DEFAULT_TENANT,
    type: 'group',
    title: 'A room',
    ownerId: userIds[0] ?? null,
    projectId: null,
    members: userIds.map((userId, index): { userId: UserId; role: Role } => ({
      userId,
      role: index === 0 ? 'owner' : 'member',
    })),
    createdAt: LONG_AGO,
    ...changes,
  };
}

export function directOf(one: UserId, other: UserId): RoomDraft {
  return {
    ...groupOf([]),
    type: 'direct',
    title: null,
    members: [
      { userId: one, role: 'member' },
      { userId: other, role: 'member' },
    ],
  };
}

export function draftIn(roomId: RoomId, authorId: UserId, changes: Partial<MessageDraft> = {}): MessageDraft {
  return {
    roomId,
    authorId,
    text: 'hello',
    fileIds: [],
    replyToId: null,
    mentions: [],
    clientId: null,
    createdAt: LONG_AGO,
    ...changes,
  };
}

export function personNamed(firstName: string, changes: Partial<UserDraft> = {}): UserDraft {
  return {
    tenant: DEFAULT_TENANT,
    externalId: null,
    email: null,
    firstName,
    lastName: null,
    middleName: null,
    phone: null,
    photo: null,
    passwordHash: null,
    createdAt: LONG_AGO,
    ...changes,
  };
}

/** Fails where a test has nothing to go on with. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('The store answered nothing.');
  return value;
}

export function ownerOf({ members }: CreatedRoom): UserId {
  return present(members[0]).userId;
}
