import type { UserId } from '@crosstalk/domain';
import type { Collections } from '../collections.js';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';

export interface PartnerBounds {
  /** Members of a room that is looked into, at most. */
  readonly roomMembers: number;
  /** People, at most. */
  readonly limit: number;
}

const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;
/** Of the user's rooms those with the newest activity: whoever is in more has partners enough. */
const MAX_ROOMS = 1_000;
/** Members that one query reads; more only when a single room has more. */
const MEMBERS_PER_QUERY = 2_000;

type RoomSize = { readonly _id: number; readonly memberCount: number };

/** Who shares a small room with the user: two queries for the rooms, and one more for each `MEMBERS_PER_QUERY` places in them. */
export async function findPartners(
  { rooms, members }: Pick<Collections, 'rooms' | 'members'>,
  userId: UserId,
  { roomMembers, limit }: PartnerBounds,
): Promise<readonly UserId[]> {
  const own = await members.find({ user: userId }, { ...READ, projection: { _id: 0, room: 1 } }).toArray();
  const small = await rooms
    .find<RoomSize>(
      { _id: { $in: own.map(({ room }) => room) }, memberCount: { $lte: roomMembers } },
      { ...READ, projection: { memberCount: 1 } },
    )
    .sort({ updatedAt: -1, _id: -1 })
    .limit(MAX_ROOMS)
    .toArray();
  const partners = new Set<number>();
  for (const group of groupsOf(small)) {
    if (partners.size >= limit) break;
    const places = await members
      // Both fields are in one index: no document is read.
      .find({ room: { $in: [...group] } }, { ...READ, projection: { _id: 0, room: 1, user: 1 } })
      .toArray();
    const rank = new Map(group.map((room, index) => [room, index]));
    places.sort((a, b) => (rank.get(a.room) ?? 0) - (rank.get(b.room) ?? 0));
    for (const { user } of places) partners.add(user);
    partners.delete(userId);
  }
  return [...partners].slice(0, limit) as UserId[];
}

/** The ids of the rooms in order, gathered into groups that one query reads. */
function groupsOf(rooms: readonly RoomSize[]): readonly (readonly number[])[] {
  const groups: number[][] = [];
  let places = MEMBERS_PER_QUERY;
  for (const { _id, memberCount } of rooms) {
    if (places + memberCount > MEMBERS_PER_QUERY) {
      groups.push([]);
      places = 0;
    }
    groups.at(-1)?.push(_id);
    places += memberCount;
  }
  return groups;
}
