import type { Domain } from '../domain.js';
import { causedBy } from '../events/caused-by.js';
import { userChannel } from '../events/channel.js';
import type { Actor } from '../model/user.js';

/** Shows or hides the caller to everybody else, on all of their connections; their own nodes are told, so that a message shows them again. */
export async function setVisibility(domain: Domain, actor: Actor, visible: boolean): Promise<void> {
  const { userId } = actor;
  await domain.presence.setVisible(userId, visible);
  domain.events.publish(userChannel(userId), {
    type: 'visibility.changed',
    userId,
    visible,
    ...causedBy(actor),
  });
}
