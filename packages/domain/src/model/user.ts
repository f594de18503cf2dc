import type { EpochMs, TenantId, UserId } from '../ids.js';

/** A person as everybody who may see them sees them. */
export interface User {
  readonly id: UserId;
  readonly tenant: TenantId;
  /** The id that an external issuer or host site gave; null for people who registered here. */
  readonly externalId: string | null;
  readonly email: string | null;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly middleName: string | null;
  readonly phone: string | null;
  /** URL of a picture. */
  readonly photo: string | null;
  readonly createdAt: EpochMs;
  readonly lastSeen: EpochMs | null;
  /** Present when the person is gone: nothing but the id is theirs, and nobody acts as them any more. */
  readonly erasedAt?: EpochMs;
}

/** What everybody sees of somebody who was erased. */
export const ERASED_NAME = 'Deleted user';

export type UserChanges = Partial<Pick<User, 'firstName' | 'lastName' | 'middleName' | 'phone' | 'photo'>>;

/** Who acts, through which socket. Made by `authenticate`, trusted from there on. */
export interface Actor {
  readonly userId: UserId;
  readonly tenant: TenantId;
  readonly scopes: readonly string[];
  /** What caused the events: the socket, and what its dialect wants back beside its own event. */
  readonly origin?: Origin;
}

export interface Origin {
  readonly connectionId: string;
  /** Opaque to the domain and never sent to another node: a dialect's correlation value. */
  readonly echo?: unknown;
  /** Called when an event is the answer to the socket, as it is handed over; the node measures by it. */
  readonly answered?: () => void;
}

const HUES = 360;
const GOLDEN_ANGLE = 137.508;

/** A stable `#rrggbb` of the person, spread over the hues by the golden angle so that neighbours differ. */
export function colorOf(userId: UserId): string {
  const hue = (userId * GOLDEN_ANGLE) % HUES;
  const channel = (offset: number): string => {
    const k = (offset + hue / 30) % 12;
    const level = 0.45 - 0.3 * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(level * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

/** The name to show: first and last name with single spaces. */
export function displayName(user: Pick<User, 'firstName' | 'lastName'>): string {
  return [user.firstName, user.lastName].filter(Boolean).join(' ');
}
