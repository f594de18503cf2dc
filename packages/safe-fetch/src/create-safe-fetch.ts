import { type AllowList, parseAllowList } from './addresses/allow-list.js';
import { startDeadline, unlessAborted } from './deadline.js';
import { type ExchangeOptions, exchange } from './exchange/exchange.js';
import { ownHeaders } from './exchange/hop-headers.js';
import { readResponse } from './exchange/read-response.js';
import { type NextHop, redirectOf } from './exchange/redirect-of.js';
import { asSafeFetchError, SafeFetchError } from './safe-fetch-error.js';
import type { SafeFetch, SafeRequest, SafeResponse } from './safe-request.js';
import { checkTarget, type TargetRules } from './target/check-target.js';
import { dnsResolve, type Resolve } from './target/dns-resolve.js';
import { parseUrl } from './target/parse-url.js';

export interface SafeFetchOptions {
  /** Private targets that may be asked. Default: none. */
  readonly allow?: AllowList;
  /** Default: `dnsResolve()`. */
  readonly resolve?: Resolve;
  /** Refuses http, for first URLs and redirects alike. Default: false. */
  readonly requireHttps?: boolean;
  /** Most bytes of the response's headers. Default: 16 KiB. */
  readonly maxHeaderBytes?: number;
  /** Certificates (PEM) that are trusted instead of the well-known ones, for private targets. */
  readonly ca?: readonly string[];
}

interface Rules extends TargetRules, ExchangeOptions {
  readonly requireHttps: boolean;
}

const MAX_HEADER_BYTES = 16 * 1_024;

/**
 * An HTTP client for URLs that strangers chose. It connects to public addresses only, to the very ones that it checked, on each
 * hop anew; it gives up at bounds of size and time; it keeps no connection, cookie or cache, and uses no proxy.
 */
export function createSafeFetch(options: SafeFetchOptions = {}): SafeFetch {
  const { allow = parseAllowList([]), resolve = dnsResolve(), requireHttps = false, ca } = options;
  const { maxHeaderBytes = MAX_HEADER_BYTES } = options;
  return async (request) => {
    const { signal, clear } = startDeadline(request.deadlineMs, request.signal);
    try {
      const rules = { allow, resolve, requireHttps, maxHeaderBytes, ca, signal };
      return await unlessAborted(follow(request, rules), signal);
    } catch (error) {
      throw asSafeFetchError(signal.aborted ? signal.reason : error);
    } finally {
      clear();
    }
  };
}

async function follow(request: SafeRequest, rules: Rules): Promise<SafeResponse> {
  const { method, headers = {}, body, maxRedirects = 0 } = request;
  let hop: NextHop = { url: parseUrl(request.url), method, headers: ownHeaders(headers), body };
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const outcome = await visit(hop, request, rules);
    if ('status' in outcome) return outcome;
    hop = outcome;
  }
  throw new SafeFetchError('too_many_redirects');
}

/** One hop: the response, or where it leads. */
async function visit(hop: NextHop, request: SafeRequest, rules: Rules): Promise<SafeResponse | NextHop> {
  if (rules.requireHttps && hop.url.protocol !== 'https:') throw new SafeFetchError('invalid_url');
  rules.signal.throwIfAborted();
  const addresses = await checkTarget(hop.url, rules);
  rules.signal.throwIfAborted();
  return exchange({ ...hop, addresses }, rules, async (response) => {
    return redirectOf(hop, response) ?? readResponse(response, request, hop.url);
  });
}
