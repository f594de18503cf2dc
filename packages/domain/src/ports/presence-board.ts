import type { UserId } from '../ids.js';
import type { Presence } from '../model/presence.js';

export interface PresenceBoard {
  /** Presence of each of the users, in one round trip; what is unknown is offline. */
  read(userIds: readonly UserId[]): Promise<readonly Presence[]>;
}
