import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { RoomId } from '../ids.js';
import { requireAccess } from '../members/require-access.js';
import type { RoomForMember } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { announceUpdate } from './announce-update.js';
import { checkTitle } from './check-title.js';
import { requireDeed } from './room-rules.js';

/** Sets or clears the title. @throws ChatError `not_found`, `forbidden`, `invalid` */
export async function renameRoom(
  domain: Domain,
  actor: Actor,
  input: { readonly roomId: RoomId; readonly title: string | null },
): Promise<RoomForMember> {
  const access = await requireAccess(domain, actor, input.roomId);
  requireDeed('rename', access);
  const room = await domain.rooms.setTitle(input.roomId, checkTitle(input.title), domain.clock.now());
  if (room === null) throw notFound('room');
  return { room: await announceUpdate(domain, actor, room), member: access.member };
}
