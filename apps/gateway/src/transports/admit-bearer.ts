import type { Dialect, Handshake } from '@crosstalk/dialect-kit';
import { ChatError, ERROR_KINDS } from '@crosstalk/domain';
import type { Guest, Reception } from '../connections/reception.js';
import type { Refusal } from '../http/refuse-upgrade.js';
import { WebSocketWire } from './websocket-wire.js';

/** Somebody whose session is made while their socket is not open yet. */
export interface Admitted {
  readonly guest: Guest;
  readonly wire: WebSocketWire;
}

const SCHEME = 'Bearer realm="crosstalk"';
export const NO_TOKEN: Refusal = { status: 401, detail: 'A bearer token is required.', challenge: SCHEME };
const GOING: Refusal = {
  status: 503,
  detail: 'This node cannot take the connection now; connect again.',
  retryAfterSeconds: 1,
};

/**
 * Makes the session of a dialect that requires a token before the upgrade is answered: a client that is told that it is connected is in all
 * of its rooms. The caller tells the reception when the socket is gone.
 * @param waiting called with the guest before the token is looked at
 */
export async function admitBearer(
  dialect: Dialect,
  { handshake, reception }: { readonly handshake: Handshake; readonly reception: Reception },
  waiting: (guest: Guest) => void,
): Promise<Admitted | Refusal> {
  const token = dialect.handshakeToken?.(handshake);
  if (!token) return NO_TOKEN;
  const wire = new WebSocketWire(null);
  const guest = reception.admit(dialect, wire);
  waiting(guest);
  try {
    await guest.connection.authenticate(token);
  } catch (error) {
    reception.closed(guest);
    return refusalOf(error);
  }
  return wire.ended ? GOING : { guest, wire };
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof ChatError)) return { ...GOING, status: 500 };
  const status = ERROR_KINDS[error.code].httpStatus;
  if (error.code === 'unauthenticated') {
    return { status, detail: 'The token is not valid.', challenge: `${SCHEME}, error="invalid_token"` };
  }
  if (!ERROR_KINDS[error.code].retryable) return { status, detail: error.message };
  const retryAfterSeconds = Math.ceil((error.retryAfterMs ?? 1_000) / 1_000);
  return { status, detail: error.message, retryAfterSeconds };
}
