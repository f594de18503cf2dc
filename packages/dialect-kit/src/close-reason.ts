/** @module Why the server ends a connection: another vocabulary than errors, since it says whether to come back. */
export interface CloseReason {
  /** WebSocket close code (RFC 6455, section 7.4; 4000–4999 are the application's). */
  readonly code: number;
  readonly reason: string;
  readonly reconnect: 'now' | 'backoff' | 'never';
}

export const CLOSE_REASONS = {
  restart: { code: 1012, reason: 'service restart', reconnect: 'now' },
  overloaded: { code: 1013, reason: 'try again later', reconnect: 'backoff' },
  malformed: { code: 4400, reason: 'too many malformed frames', reconnect: 'never' },
  tokenExpired: { code: 4401, reason: 'token expired', reconnect: 'now' },
  accountGone: { code: 4403, reason: 'the account is gone', reconnect: 'never' },
  idle: { code: 4408, reason: 'no frame for too long', reconnect: 'now' },
  slowClient: { code: 4409, reason: 'reads too slowly; resume from the last message', reconnect: 'backoff' },
} as const satisfies Record<string, CloseReason>;
