import { CLOSE_REASONS, type Dialect, type Handshake } from '@crosstalk/dialect-kit';
import { ChatError } from '@crosstalk/domain';
import { errorFrame } from './errors.js';

const SUBPROTOCOL = 'bearer';
/** RFC 6750, section 2.1; the name of a scheme may be written in any case (RFC 9110, section 11.1). */
const BEARER = /^bearer +([\w.~+/-]+=*) *$/i;

/**
 * The token of the `Authorization` header. Browsers cannot set that header, so it may also be the subprotocol after `bearer`. A header that
 * is there counts, whatever the subprotocols say.
 */
export function handshakeToken({ headers, subprotocols }: Handshake): string | null {
  const { authorization } = headers;
  if (authorization !== undefined) return BEARER.exec(String(authorization))?.[1] ?? null;
  const at = subprotocols.indexOf(SUBPROTOCOL);
  return at < 0 ? null : (subprotocols[at + 1] ?? null);
}

/** The name without the token: what is answered may end up in a log. */
export function subprotocol(offered: readonly string[]): string | null {
  return offered.includes(SUBPROTOCOL) ? SUBPROTOCOL : null;
}

/** No frame renews a token here, so there is nothing to wait for. */
export const expiry: Dialect['expiry'] = {
  frames: [
    errorFrame(
      null,
      new ChatError('unauthenticated', 'The access token has expired: connect with a fresh one.'),
    ),
  ],
  graceMs: 0,
  close: CLOSE_REASONS.tokenExpired,
};
