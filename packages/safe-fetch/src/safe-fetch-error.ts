/** @module The one error of this package: a closed list of reasons and one table that says what each means. */
export const SAFE_FETCH_REASONS = [
  'invalid_url',
  'forbidden_address',
  'forbidden_redirect',
  'not_resolved',
  'too_many_redirects',
  'too_large',
  'wrong_type',
  'timed_out',
  'aborted',
  'failed',
] as const;

export type SafeFetchReason = (typeof SAFE_FETCH_REASONS)[number];

interface ReasonKind {
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
  /** May be shown to whoever chose the URL: names no address, port or file of this side. */
  readonly message: string;
}

export const SAFE_FETCH_KINDS: Readonly<Record<SafeFetchReason, ReasonKind>> = {
  invalid_url: { retryable: false, message: 'The URL is malformed or of a kind that is not asked.' },
  forbidden_address: { retryable: false, message: 'The URL leads to a place that is not public.' },
  forbidden_redirect: { retryable: false, message: 'The server redirects from https to http.' },
  not_resolved: { retryable: true, message: 'The name in the URL has no address.' },
  too_many_redirects: { retryable: false, message: 'The server redirects too often.' },
  too_large: { retryable: false, message: 'The answer is larger than is read.' },
  wrong_type: { retryable: false, message: 'The answer is of a type that is not read.' },
  timed_out: { retryable: true, message: 'The answer was not complete in time.' },
  aborted: { retryable: false, message: 'The request was given up by its caller.' },
  failed: { retryable: true, message: 'The server could not be reached or did not answer properly.' },
};

/** Why there is no response. `cause` holds what Node said: for the log of the operator, never for the stranger. */
export class SafeFetchError extends Error {
  override readonly name = 'SafeFetchError';
  readonly reason: SafeFetchReason;
  readonly retryable: boolean;

  constructor(reason: SafeFetchReason, cause?: unknown) {
    super(SAFE_FETCH_KINDS[reason].message, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.retryable = SAFE_FETCH_KINDS[reason].retryable;
  }
}

/** An error of Node, of zlib or of a resolver as one of the closed list. */
export function asSafeFetchError(error: unknown): SafeFetchError {
  if (error instanceof SafeFetchError) return error;
  const overflow = error instanceof Error && 'code' in error && error.code === 'HPE_HEADER_OVERFLOW';
  return new SafeFetchError(overflow ? 'too_large' : 'failed', error);
}
