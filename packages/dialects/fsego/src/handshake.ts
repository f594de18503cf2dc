import { CLOSE_REASONS, type Dialect } from '@crosstalk/dialect-kit';
import { ChatError } from '@crosstalk/domain';
import { errorFrame } from './errors.js';

const GRACE_MS = 60_000;

/** A session that a chat key made ends with its socket; this is what one with a token would be told. */
export const expiry: Dialect['expiry'] = {
  frames: [errorFrame(undefined, new ChatError('unauthenticated', 'The session has expired.'))],
  graceMs: GRACE_MS,
  close: CLOSE_REASONS.tokenExpired,
};
