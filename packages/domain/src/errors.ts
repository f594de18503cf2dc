/** @module The one error of the domain: a closed list of codes and one table that says what each means. */
export const ERROR_CODES = [
  'unauthenticated',
  'forbidden',
  'not_found',
  'invalid',
  'conflict',
  'rate_limited',
  'too_large',
  'unavailable',
  'internal',
  'callee_offline',
  'callee_busy',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface ErrorKind {
  /** HTTP status of the REST door (RFC 9110). */
  readonly httpStatus: number;
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
  readonly logLevel: 'debug' | 'warn' | 'error';
  /** One sentence for the reader of the generated table. */
  readonly meaning: string;
}

export const ERROR_KINDS: Readonly<Record<ErrorCode, ErrorKind>> = {
  unauthenticated: {
    httpStatus: 401,
    retryable: false,
    logLevel: 'debug',
    meaning: 'No valid token came with the request.',
  },
  forbidden: {
    httpStatus: 403,
    retryable: false,
    logLevel: 'debug',
    meaning: 'The caller sees the thing but may not do this to it.',
  },
  not_found: {
    httpStatus: 404,
    retryable: false,
    logLevel: 'debug',
    meaning: 'It does not exist, or it is not the caller’s to see.',
  },
  invalid: {
    httpStatus: 422,
    retryable: false,
    logLevel: 'debug',
    meaning: 'The request is malformed; `fields` names what is wrong.',
  },
  conflict: {
    httpStatus: 409,
    retryable: false,
    logLevel: 'debug',
    meaning: 'It contradicts what is stored already.',
  },
  rate_limited: {
    httpStatus: 429,
    retryable: true,
    logLevel: 'debug',
    meaning: 'Too many requests; `retryAfterMs` says when to come back.',
  },
  too_large: {
    httpStatus: 413,
    retryable: false,
    logLevel: 'debug',
    meaning: 'The request is over a size limit.',
  },
  unavailable: {
    httpStatus: 503,
    retryable: true,
    logLevel: 'warn',
    meaning: 'A dependency is away; nothing was half-done, try again.',
  },
  internal: { httpStatus: 500, retryable: true, logLevel: 'error', meaning: 'A defect of the server.' },
  callee_offline: {
    httpStatus: 409,
    retryable: true,
    logLevel: 'debug',
    meaning: 'The person called has no connection.',
  },
  callee_busy: {
    httpStatus: 409,
    retryable: true,
    logLevel: 'debug',
    meaning: 'The person called is in another call.',
  },
};

export interface ErrorDetails {
  /** Path of each wrong field (`users.0`) to what is wrong with it. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Milliseconds until a retry can succeed. */
  readonly retryAfterMs?: number;
  /** The room that is already there, with `conflict`. */
  readonly roomId?: number;
  readonly cause?: unknown;
}

/** What every use case throws. The message is safe to show to the caller: it holds no internals. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  readonly code: ErrorCode;
  readonly fields: Readonly<Record<string, string>> | undefined;
  readonly retryAfterMs: number | undefined;
  readonly roomId: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.fields = details.fields;
    this.retryAfterMs = details.retryAfterMs;
    this.roomId = details.roomId;
  }
}

/** `invalid` for one field. */
export function invalidField(path: string, problem: string): ChatError {
  return new ChatError('invalid', `${path}: ${problem}`, { fields: { [path]: problem } });
}

/** The one answer for what does not exist and for what is not the caller's to see. */
export function notFound(what: string): ChatError {
  return new ChatError('not_found', `No such ${what}.`);
}
