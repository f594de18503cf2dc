import type { Domain } from '../domain.js';
import { causedBy } from '../events/caused-by.js';
import { userChannel } from '../events/channel.js';
import type { Member, RoomView } from '../model/room.js';
import { isHidden } from '../model/room.js';
import type { Actor } from '../model/user.js';

/** Brings a room that the caller had put away back into their list, on all of their devices. @returns their place in it */
export async function showRoom(
  domain: Pick<Domain, 'members' | 'events'>,
  actor: Actor,
  { room, member }: { readonly room: RoomView; readonly member: Member },
): Promise<Member> {
  if (!isHidden(room, member)) return member;
  const shown = await domain.members.show(room.id, actor.userId);
  if (shown === null) return member;
  domain.events.publish(userChannel(actor.userId), {
    type: 'member.updated',
    change: 'shown',
    userId: actor.userId,
    room,
    member: shown,
    ...causedBy(actor),
  });
  return shown;
}
