import type { Domain } from '../domain.js';
import { causedBy } from '../events/caused-by.js';
import { userChannel } from '../events/channel.js';
import type { Member, RoomView } from '../model/room.js';
import type { Actor } from '../model/user.js';

interface Joined {
  readonly room: RoomView;
  readonly members: readonly Member[];
  readonly reason: 'created' | 'added';
}

/** Tells each new member, on all of their connections, that the room is theirs now. */
export function announceJoined(domain: Pick<Domain, 'events'>, actor: Actor, joined: Joined): void {
  for (const member of joined.members) {
    domain.events.publish(userChannel(member.userId), {
      type: 'room.joined',
      userId: member.userId,
      room: joined.room,
      member,
      reason: joined.reason,
      actorId: actor.userId,
      ...causedBy(actor),
    });
  }
}
