import type { UserId } from '../ids.js';
import type { Presence } from '../model/presence.js';

export interface PresenceBoard {
  /** Presence of each of the users, in one round trip; what is unknown is offline. */
  read(userIds: readonly UserId[]): Promise<readonly Presence[]>;
  /** Shows or hides a connected user, whatever their connections; a new connection shows them again. */
  setVisible(userId: UserId, visible: boolean): Promise<void>;
  /** Whether the user hides, as far as this node was told: no round trip. */
  isHidden(userId: UserId): boolean;
}
