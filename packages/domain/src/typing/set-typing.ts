import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import { causedBy } from '../events/caused-by.js';
import { roomChannel } from '../events/channel.js';
import type { TypingChanged } from '../events/domain-event.js';
import type { RoomId } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { Actor } from '../model/user.js';

/** Tells the room that the caller types; large rooms are spared. Membership may come from the cache. @throws ChatError `not_found` */
export async function setTyping(
  domain: Domain,
  actor: Actor,
  input: { readonly roomId: RoomId; readonly on: boolean },
): Promise<void> {
  const { roomId, on } = input;
  const { userId } = actor;
  const access = await domain.members.access(roomId, userId);
  if (access === null) throw notFound('room');
  if (access.room.memberCount > LIMITS.typingRoomMembers) return;
  const tell = (typing: boolean, cause: Pick<TypingChanged, 'origin'>): void => {
    domain.events.publish(roomChannel(roomId), {
      type: 'typing.changed',
      roomId,
      userId,
      on: typing,
      ...cause,
    });
  };
  const key = `${roomId}/${userId}`;
  const changed = on ? domain.typing.start(key, () => tell(false, {})) : domain.typing.stop(key);
  if (changed) tell(on, causedBy(actor));
}
