import type { Domain } from '../domain.js';
import { causedBy } from '../events/caused-by.js';
import { roomChannel } from '../events/channel.js';
import type { MembersChanged } from '../events/domain-event.js';
import type { RoomView } from '../model/room.js';
import type { Actor } from '../model/user.js';

interface MemberChanges extends Partial<Pick<MembersChanged, 'added' | 'removed' | 'roles'>> {
  readonly room: RoomView;
}

/** Tells the room who came, went or has another role now. */
export function announceMembers(domain: Pick<Domain, 'events'>, actor: Actor, changes: MemberChanges): void {
  domain.events.publish(roomChannel(changes.room.id), {
    type: 'members.changed',
    roomId: changes.room.id,
    added: [],
    removed: [],
    roles: [],
    ...changes,
    actorId: actor.userId,
    ...causedBy(actor),
  });
}
