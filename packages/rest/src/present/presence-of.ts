import { ChatError, LIMITS, type Presence, type RoomForMember, type UserId } from '@crosstalk/domain';
import type { BearerContext } from '../http/route.js';
import { ROOM_USERS } from './present-room.js';
import type { PresenceMap } from './present-user.js';

/** One read of presence for one answer, at most 500 people; `online` of the rest is null. Presence that is away spoils no answer. */
export async function presenceOf(ids: readonly UserId[], context: BearerContext): Promise<PresenceMap> {
  const wanted = [...new Set(ids)].slice(0, LIMITS.presenceSubscriptions);
  if (wanted.length === 0) return new Map();
  const presences = await context.useCases.watchPresence(context.actor, wanted).catch(noneIfUnavailable);
  return new Map(presences.map((presence) => [presence.userId, presence]));
}

/** The people whom rooms show, those of small rooms first: there it matters more who is online. */
export function peopleOf(rooms: readonly RoomForMember[]): readonly UserId[] {
  const bySize = rooms.toSorted((a, b) => a.room.memberCount - b.room.memberCount);
  return bySize.flatMap(({ room }) => [
    ...room.members.slice(0, ROOM_USERS).map(({ userId }) => userId),
    ...(room.lastMessage ? [room.lastMessage.authorId] : []),
  ]);
}

function noneIfUnavailable(error: unknown): readonly Presence[] {
  if (error instanceof ChatError && error.code === 'unavailable') return [];
  throw error;
}
