import {
  createSafeFetch,
  parseAllowList,
  SafeFetchError,
  type SafeFetchOptions,
  type SafeRequest,
} from '@crosstalk/safe-fetch';

/** Long enough for the slowest machine; tests of the deadline give their own. */
const REQUEST = { method: 'GET', maxBytes: 65_536, deadlineMs: 30_000, maxRedirects: 3 } as const;

interface Client extends Omit<SafeFetchOptions, 'allow'> {
  readonly allow?: readonly string[];
}

type Ask = Partial<SafeRequest> & { readonly url: string };

/** A GET with generous bounds through a client with this allow list. */
export function ask(request: Ask, { allow = [], ...options }: Client = {}) {
  return createSafeFetch({ ...options, allow: parseAllowList(allow) })({ ...REQUEST, ...request });
}

/** The reason for which the request has no response; a response fails the test. */
export async function reasonOf(work: Promise<{ readonly status: number }>): Promise<string> {
  try {
    return `answered ${(await work).status}`;
  } catch (error) {
    if (error instanceof SafeFetchError) return error.reason;
    throw error;
  }
}

/** A resolver that must not be asked. */
export function unasked(): Promise<never> {
  throw new Error('the resolver was asked');
}
