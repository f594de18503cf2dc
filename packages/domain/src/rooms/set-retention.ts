import type { Domain } from '../domain.js';
import { invalidField, notFound } from '../errors.js';
import type { RoomId } from '../ids.js';
import { requireAccess } from '../members/require-access.js';
import type { RoomForMember } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { announceUpdate } from './announce-update.js';
import { requireDeed } from './room-rules.js';

const MAX_DAYS = 36_500;

/**
 * Says for how many days messages of the room are kept; null: as long as everywhere in the tenant.
 * @throws ChatError `not_found`, `forbidden` for anyone but who manages the room, `invalid`
 */
export async function setRetention(
  domain: Domain,
  actor: Actor,
  { roomId, days }: { readonly roomId: RoomId; readonly days: number | null },
): Promise<RoomForMember> {
  const access = await requireAccess(domain, actor, roomId);
  requireDeed('setRetention', access);
  if (days !== null && (!Number.isInteger(days) || days < 1 || days > MAX_DAYS)) {
    throw invalidField('retentionDays', `must be a whole number from 1 to ${MAX_DAYS}, or null`);
  }
  const room = await domain.rooms.setRetention(roomId, days, domain.clock.now());
  if (room === null) throw notFound('room');
  return { room: await announceUpdate(domain, actor, room), member: access.member };
}
