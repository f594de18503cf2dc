import type { EpochMs, UserId } from '../ids.js';

export interface Presence {
  readonly userId: UserId;
  readonly online: boolean;
  /** When the user was last online; null while online or if never seen. */
  readonly lastSeen: EpochMs | null;
}
