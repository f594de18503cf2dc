import { distinct } from '../flow/distinct.js';
import type { RoomId } from '../ids.js';
import type { Message } from '../model/message.js';
import type { Ports } from '../ports/ports.js';
import type { RoleOf } from './message-viewer.js';

/** Roles of the authors of messages of one room, by one query. */
export async function rolesInRoom(
  ports: Pick<Ports, 'members'>,
  roomId: RoomId,
  messages: readonly Message[],
): Promise<RoleOf> {
  if (messages.length === 0) return () => 'member';
  const members = await ports.members.among(roomId, distinct(messages.map((message) => message.authorId)));
  const roles = new Map(members.map((member) => [member.userId, member.role]));
  return (message) => roles.get(message.authorId) ?? 'member';
}
