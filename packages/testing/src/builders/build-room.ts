import { DEFAULT_TENANT, type Room, type RoomId, type UserId } from '@crosstalk/domain';

/** Group 10 of two people, owned by user 1, unless told otherwise. */
export function buildRoom(fields: Partial<Room> = {}): Room {
  return {
    id: 10 as RoomId,
    tenant: DEFAULT_TENANT,
    type: 'group',
    title: 'Team',
    projectId: null,
    ownerId: 1 as UserId,
    memberCount: 2,
    seq: 0,
    rev: 0,
    stateRev: 1,
    retentionDays: null,
    createdAt: Date.UTC(2026, 0, 1),
    updatedAt: Date.UTC(2026, 0, 1),
    ...fields,
  };
}
