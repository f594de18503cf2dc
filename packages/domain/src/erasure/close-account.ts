import { userChannel } from '../events/channel.js';
import type { EpochMs, UserId } from '../ids.js';
import type { Ports } from '../ports/ports.js';

/** Leaves a nameless profile and tells the nodes that have connections of the person, which close them. */
export async function closeAccount(
  ports: Pick<Ports, 'users' | 'events'>,
  userId: UserId,
  at: EpochMs,
): Promise<void> {
  const user = await ports.users.erase(userId, at);
  if (user !== null) ports.events.publish(userChannel(userId), { type: 'user.updated', userId, user });
}
