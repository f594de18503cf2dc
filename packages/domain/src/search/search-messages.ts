import type { Domain } from '../domain.js';
import { distinct } from '../flow/distinct.js';
import type { RoomId } from '../ids.js';
import { LIMITS } from '../limits.js';
import { requireAccess } from '../members/require-access.js';
import type { Message, MessageView } from '../model/message.js';
import type { Member } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { checkQuery } from '../text/check-query.js';
import { rolesAmongListed } from '../views/roles-among-listed.js';
import { viewMessages } from '../views/view-messages.js';

/** Messages that the caller can see, newest first, in one room or in all. @throws ChatError `not_found`, `invalid` */
export async function searchMessages(
  domain: Domain,
  actor: Actor,
  input: { readonly query: string; readonly roomId?: RoomId | undefined },
): Promise<readonly MessageView[]> {
  const query = checkQuery(input.query);
  const places = await placesOf(domain, actor, input.roomId);
  if (places.size === 0) return [];
  const ids = await domain.search.search([...places.keys()], query, LIMITS.searchPage);
  if (ids.length === 0) return [];
  const found = new Map((await domain.messages.findMany(ids)).map((message) => [message.id, message]));
  const messages = ids.flatMap((id) => found.get(id) ?? []).filter((message) => isVisible(message, places));
  const rooms = distinct(messages.map((message) => message.roomId));
  if (rooms.length === 0) return [];
  const roles = domain.members.listMany(rooms, LIMITS.membersInView).then(rolesAmongListed);
  return viewMessages(domain, messages, roles);
}

async function placesOf(
  domain: Domain,
  actor: Actor,
  roomId: RoomId | undefined,
): Promise<ReadonlyMap<RoomId, Member>> {
  const members =
    roomId === undefined
      ? await domain.members.allOf(actor.userId)
      : [(await requireAccess(domain, actor, roomId)).member];
  return new Map(members.map((member) => [member.roomId, member]));
}

/** The index may be behind: what it found is judged by what is stored. */
function isVisible(message: Message, places: ReadonlyMap<RoomId, Member>): boolean {
  const place = places.get(message.roomId);
  return place !== undefined && message.deletedAt === null && message.seq > place.clearedSeq;
}
