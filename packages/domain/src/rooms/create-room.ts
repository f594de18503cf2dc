import type { Domain } from '../domain.js';
import { ChatError, invalidField } from '../errors.js';
import { distinct } from '../flow/distinct.js';
import type { UserId } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { Member, RoomForMember } from '../model/room.js';
import type { Actor } from '../model/user.js';
import type { CreatedRoom } from '../ports/room-store.js';
import type { NewRoom } from '../use-cases.js';
import { viewRoom } from '../views/view-room.js';
import { announceJoined } from './announce-joined.js';
import { checkOpening } from './check-opening.js';
import { checkTitle } from './check-title.js';
import { requireUsers } from './require-users.js';
import { showRoom } from './show-room.js';

/**
 * Makes a direct or group room; an existing direct one is answered with `created: false`.
 * @throws ChatError `invalid`, `not_found` (a user), `conflict` with `roomId` when duplicates are refused
 */
export async function createRoom(
  domain: Domain,
  actor: Actor,
  input: NewRoom,
): Promise<RoomForMember & { readonly created: boolean }> {
  const title = checkTitle(input.title);
  const others = checkOthers(actor, input);
  if (input.type === 'direct' && title !== null) throw invalidField('title', 'a direct room has no title');
  await requireUsers(domain, actor, input.users);
  if (input.opening !== undefined) await checkOpening(domain, actor, { ...input.opening, others });
  const everyone = [actor.userId, ...others];
  if (input.type === 'group' && input.refuseDuplicate === true) {
    const existing = await domain.rooms.findGroupLike(actor.tenant, everyone, title);
    if (existing !== null) throw duplicateOf(existing);
  }
  const result = await domain.rooms.create({
    tenant: actor.tenant,
    type: input.type,
    title,
    ownerId: input.type === 'group' ? actor.userId : null,
    projectId: null,
    members: everyone.map((userId) => ({
      userId,
      role: input.type === 'group' && userId === actor.userId ? 'owner' : 'member',
    })),
    createdAt: domain.clock.now(),
  });
  if (!result.created && input.refuseDuplicate === true) throw duplicateOf(result.room.id);
  const room = await viewRoom(domain, result.room);
  if (result.created) {
    announceJoined(domain, actor, { room, members: result.members, reason: 'created' });
  }
  const member = ownPlace(result, actor);
  return {
    room,
    member: result.created ? member : await showRoom(domain, actor, { room, member }),
    created: result.created,
  };
}

function checkOthers(actor: Actor, input: NewRoom): readonly UserId[] {
  if (input.users.length > LIMITS.usersPerRequest) {
    throw invalidField('users', `at most ${LIMITS.usersPerRequest} users in one request`);
  }
  const others = distinct(input.users).filter((userId) => userId !== actor.userId);
  if (others.length === 0) throw invalidField('users', 'name at least one other user');
  if (input.type === 'direct' && others.length > 1) {
    throw invalidField('users', 'a direct room has exactly two people');
  }
  return others;
}

function ownPlace({ members }: CreatedRoom, actor: Actor): Member {
  const own = members.find((member) => member.userId === actor.userId);
  if (own === undefined) throw new ChatError('internal', 'A room lacks the person who made it.');
  return own;
}

function duplicateOf(roomId: number): ChatError {
  return new ChatError('conflict', 'A room with the same people and title exists.', { roomId });
}
