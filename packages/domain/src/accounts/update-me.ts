import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import { userChannel } from '../events/channel.js';
import type { Actor, User, UserChanges } from '../model/user.js';
import { checkProfile } from './check-profile.js';

/** Changes the given fields of the caller's profile and tells the caller's own devices. @throws ChatError `invalid` */
export async function updateMe(domain: Domain, actor: Actor, changes: UserChanges): Promise<User> {
  const user = await domain.users.update(actor.userId, checkProfile(changes));
  if (user === null) throw new ChatError('unauthenticated', 'The account is gone.');
  domain.events.publish(userChannel(user.id), { type: 'user.updated', userId: user.id, user });
  return user;
}
