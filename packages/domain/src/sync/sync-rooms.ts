import type { Domain } from '../domain.js';
import { invalidField } from '../errors.js';
import { mapLimited } from '../flow/map-limited.js';
import type { RoomId } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { Actor } from '../model/user.js';
import type { Access } from '../ports/room-store.js';
import { roomsForMember } from '../rooms/rooms-for-member.js';
import type { SyncResult } from '../use-cases.js';
import { rolesInRooms } from '../views/roles-in-rooms.js';
import { viewMessages } from '../views/view-messages.js';
import { type RoomChanges, readRoomChanges } from './read-room-changes.js';

/** Rooms that are read at the same time. */
const CONCURRENCY = 8;
/** Changes in one answer over all rooms; rooms beyond it say `more`. */
const CHANGES_IN_ANSWER = 5_000;

interface SyncRequest {
  readonly revs: ReadonlyMap<RoomId, number>;
  readonly limit: number;
}

/**
 * What a client missed: for each room that it knows the changes after its rev, without a gap; and the rooms joined and left since. A rev
 * of another epoch, or above the room's own, is answered with `reset`, the room's rev and no changes: a backup was restored, the client starts over.
 * @throws ChatError `invalid` for too many rooms
 */
export async function syncRooms(domain: Domain, actor: Actor, input: SyncRequest): Promise<SyncResult> {
  if (input.revs.size > LIMITS.syncRooms) throw invalidField('rooms', `at most ${LIMITS.syncRooms} rooms`);
  const newest = await domain.members.pageOf(actor.userId, { limit: LIMITS.roomPage + input.revs.size });
  const known = await accessToKnown(domain, actor, { asked: [...input.revs.keys()], newest });
  const joined = newest.filter(({ room }) => !input.revs.has(room.id)).slice(0, LIMITS.roomPage);

  const limit = Math.min(Math.max(input.limit, 1), LIMITS.syncChanges);
  let left = CHANGES_IN_ANSWER;
  const read = await mapLimited(known, CONCURRENCY, async (access) => {
    const after = input.revs.get(access.room.id) ?? 0;
    const changes = await readRoomChanges(domain, access, { after, limit: Math.min(limit, left) });
    left = Math.max(0, left - (changes?.messages.length ?? 0));
    return changes;
  });
  const rooms = read.filter((changes) => changes !== null);
  const present = new Set(rooms.map((changes) => changes.access.room.id));
  return {
    ...(await viewed(domain, rooms, joined)),
    left: [...input.revs.keys()].filter((roomId) => !present.has(roomId)),
  };
}

/** The asked rooms that the actor is a member of; most are on the page, the rest (hidden, long silent) are looked up. */
async function accessToKnown(
  domain: Domain,
  actor: Actor,
  { asked, newest }: { readonly asked: readonly RoomId[]; readonly newest: readonly Access[] },
): Promise<readonly Access[]> {
  const onPage = new Map(newest.map((access) => [access.room.id, access]));
  const found = await mapLimited(
    asked,
    CONCURRENCY,
    async (roomId) =>
      onPage.get(roomId) ?? (await domain.members.access(roomId, actor.userId, { fresh: true })),
  );
  return found.filter((access) => access !== null);
}

async function viewed(
  domain: Domain,
  rooms: readonly RoomChanges[],
  joined: readonly Access[],
): Promise<Pick<SyncResult, 'rooms' | 'joined'>> {
  const messages = rooms.flatMap((changes) => changes.messages);
  const [views, forMember] = await Promise.all([
    viewMessages(domain, messages, rolesInRooms(domain, messages)),
    roomsForMember(domain, [...rooms.map((changes) => changes.access), ...joined]),
  ]);
  let offset = 0;
  const synced = rooms.flatMap(({ access, rev, voids, more, reset, messages: own }, index) => {
    const changes = views.slice(offset, offset + own.length);
    offset += own.length;
    const room = forMember[index];
    return room === undefined ? [] : [{ roomId: access.room.id, rev, changes, voids, more, reset, room }];
  });
  return { rooms: synced, joined: forMember.slice(rooms.length) };
}
