import { CLOSE_REASONS, type Dialect } from '@crosstalk/dialect-kit';
import { ChatError } from '@crosstalk/domain';
import { errorFrame } from './errors.js';

const GRACE_MS = 60_000;

/** A raw socket shows its token in a frame, never in the handshake; what runs out is announced like any missing authorisation. */
export const expiry: Dialect['expiry'] = {
  frames: [
    errorFrame(new ChatError('unauthenticated', 'The access token has expired: send a fresh one.'), null),
  ],
  graceMs: GRACE_MS,
  close: CLOSE_REASONS.tokenExpired,
};
