import type { Domain } from '../domain.js';
import { causedBy } from '../events/caused-by.js';
import { userChannel } from '../events/channel.js';
import type { RoomLeft } from '../events/domain-event.js';
import type { UserId } from '../ids.js';
import type { RoomView } from '../model/room.js';
import type { Actor } from '../model/user.js';

interface Left {
  readonly room: RoomView;
  readonly userIds: readonly UserId[];
  readonly reasonOf: (userId: UserId) => RoomLeft['reason'];
}

/** Tells each former member, on all of their connections, that the room is theirs no more. */
export function announceLeft(domain: Pick<Domain, 'events'>, actor: Actor, left: Left): void {
  for (const userId of left.userIds) {
    domain.events.publish(userChannel(userId), {
      type: 'room.left',
      userId,
      room: left.room,
      reason: left.reasonOf(userId),
      actorId: actor.userId,
      ...causedBy(actor),
    });
  }
}
