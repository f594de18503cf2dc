import type { IncomingMessage } from 'node:http';
import { SafeFetchError } from '../safe-fetch-error.js';
import { parseUrl } from '../target/parse-url.js';
import type { Hop } from './exchange.js';
import { portableHeaders } from './hop-headers.js';

export type NextHop = Omit<Hop, 'addresses'>;

/** RFC 9110, section 15.4. 300 and 304 lead nowhere. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Where a GET or HEAD goes next, or null when the response is the last one.
 * @throws SafeFetchError invalid_url, forbidden_redirect
 */
export function redirectOf(from: NextHop, response: IncomingMessage): NextHop | null {
  const { location } = response.headers;
  if (from.method === 'POST' || location === undefined || !REDIRECTS.has(response.statusCode ?? 0))
    return null;
  // Node reads header bytes as Latin-1; servers that do not escape write UTF-8.
  const url = parseUrl(Buffer.from(location, 'latin1').toString('utf8'), from.url);
  if (from.url.protocol === 'https:' && url.protocol === 'http:')
    throw new SafeFetchError('forbidden_redirect');
  const headers = url.origin === from.url.origin ? from.headers : portableHeaders(from.headers);
  return { url, method: from.method, headers };
}
