import {
  CLOSE_REASONS,
  type Dialect,
  type EventFrame,
  type Handshake,
  type Session,
} from '@crosstalk/dialect-kit';

const GRACE_MS = 60_000;

/** The token of the Socket.IO `auth` payload; null: the client will send `auth`. */
export function handshakeToken({ auth }: Handshake): string | null {
  if (typeof auth !== 'object' || auth === null || !('token' in auth)) return null;
  return typeof auth.token === 'string' && auth.token !== '' ? auth.token : null;
}

export function greet(session: Session): readonly EventFrame[] {
  return [['auth-success', { userId: String(session.user.id) }]];
}

export const expiry: Dialect['expiry'] = {
  frames: [['auth-expired', {}]],
  graceMs: GRACE_MS,
  close: CLOSE_REASONS.tokenExpired,
};
