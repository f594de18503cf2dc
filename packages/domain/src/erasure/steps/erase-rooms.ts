import type { RoomId } from '../../ids.js';
import { dropMembers } from '../../members/drop-members.js';
import type { Erasure } from '../../model/erasure.js';
import type { Room } from '../../model/room.js';
import type { Actor } from '../../model/user.js';
import type { EraserPorts, ErasureStep } from '../erasure-step.js';

/** Memberships of one claim. */
const PART = 20;

/**
 * The person leaves every room; one that nobody is left in goes with all that is in it. Of a direct room they stay the nameless other side,
 * because it is still the room of those two, until the other one is erased, too.
 */
export const eraseRooms: ErasureStep = {
  next: async ({ members }, { userId }, after) => {
    const rooms = (await members.allOf(userId)).map(({ roomId }) => roomId).sort((a, b) => a - b);
    const ids = rooms.filter((id) => id > after).slice(0, PART);
    return ids.length === 0 ? null : { ids, count: ids.length };
  },
  remove: async (ports, erasure, ids) => {
    for (const id of ids) await leave(ports, erasure, id as RoomId);
  },
};

async function leave(ports: EraserPorts, erasure: Erasure, roomId: RoomId): Promise<void> {
  const room = await ports.rooms.find(roomId);
  if (room === null || (await isLast(ports, erasure, room))) {
    // Also where the removal of the room was cut off, with its messages still there.
    await ports.rooms.delete(roomId);
    return;
  }
  if (room.type === 'direct') {
    // The new state refuses what the person was about to send.
    await ports.members.setRoles(roomId, [], ports.clock.now());
    return;
  }
  await dropMembers(ports, actorOf(erasure), { room, userIds: [erasure.userId] });
}

/** Whether nobody but the person, and others who are gone, is in the room. */
async function isLast({ members, users }: EraserPorts, { userId }: Erasure, room: Room): Promise<boolean> {
  if (room.memberCount > 2) return false;
  const others = (await members.userIdsOf(room.id)).filter((id) => id !== userId);
  for (const other of others) {
    const user = room.type === 'direct' ? await users.find(other, { fresh: true }) : null;
    if (user?.erasedAt === undefined) return false;
  }
  return true;
}

function actorOf({ userId, tenant }: Erasure): Actor {
  return { userId, tenant, scopes: [] };
}
