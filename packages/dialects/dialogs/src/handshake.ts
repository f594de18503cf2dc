import { CLOSE_REASONS, type Dialect } from '@crosstalk/dialect-kit';
import { NOT_AUTHORIZED } from './errors.js';

const GRACE_MS = 60_000;

/** A token that ran out is told as one that is not accepted; a fresh `user.auth` keeps the socket. */
export const expiry: Dialect['expiry'] = {
  frames: [NOT_AUTHORIZED],
  graceMs: GRACE_MS,
  close: CLOSE_REASONS.tokenExpired,
};

export const authenticationLimit = { count: 5, windowMs: 60_000 };
