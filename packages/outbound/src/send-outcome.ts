import { SafeFetchError } from '@crosstalk/safe-fetch';

/** What came of one attempt to send something. `error` tells nothing of what the other side said. */
export type SendOutcome =
  | { readonly outcome: 'sent' }
  /** Nobody is there any more. */
  | { readonly outcome: 'gone'; readonly error: string }
  | { readonly outcome: 'failed'; readonly error: string; readonly retryable: boolean };

/** Too early, too often, and what a server does not blame on the request. */
const RETRYABLE: ReadonlySet<number> = new Set([408, 425, 429]);

export function outcomeOfStatus(status: number): SendOutcome {
  if (status >= 200 && status < 300) return { outcome: 'sent' };
  const error = `HTTP ${status}`;
  if (status === 410) return { outcome: 'gone', error };
  return { outcome: 'failed', error, retryable: status >= 500 || RETRYABLE.has(status) };
}

/** @throws what is no SafeFetchError */
export function outcomeOfError(error: unknown): Extract<SendOutcome, { readonly outcome: 'failed' }> {
  if (!(error instanceof SafeFetchError)) throw error;
  return { outcome: 'failed', error: error.message, retryable: error.retryable };
}
