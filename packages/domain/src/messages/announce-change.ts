import type { Domain } from '../domain.js';
import { causedBy } from '../events/caused-by.js';
import { roomChannel } from '../events/channel.js';
import type { SequencedEvent } from '../events/domain-event.js';
import type { MessageView } from '../model/message.js';
import type { Actor } from '../model/user.js';
import type { Changed } from '../ports/message-store.js';
import { viewMessage } from '../views/view-message.js';

interface Change {
  readonly type: Exclude<SequencedEvent['type'], 'message.posted'>;
  readonly changed: Changed;
}

/** Tells the room of a change that is stored, and of the numbers that it used up on the way. */
export async function announceChange(domain: Domain, actor: Actor, change: Change): Promise<MessageView> {
  const { message: stored, stateRev, voided } = change.changed;
  const { roomId, rev } = stored;
  domain.sideEffects.roomChanged(roomId);
  const channel = roomChannel(roomId);
  if (voided.length > 0) domain.events.publish(channel, { type: 'revs.voided', roomId, revs: voided });
  const message = await viewMessage(domain, stored);
  const told = { roomId, rev, stateRev, message, ...causedBy(actor) };
  domain.events.publish(
    channel,
    change.type === 'message.deleted'
      ? { type: change.type, actorId: actor.userId, ...told }
      : { type: change.type, ...told },
  );
  return message;
}
