import type { LinkPreview } from '@crosstalk/domain';
import { type SafeFetch, SafeFetchError } from '@crosstalk/safe-fetch';
import { decodePage } from './decode-page.js';
import { readPage } from './read-page.js';

export type PageOutcome =
  | { readonly outcome: 'found'; readonly preview: LinkPreview }
  /** A page without a title, no page, or no answer. */
  | { readonly outcome: 'none' }
  /** The URL leads to a place that is not asked. */
  | { readonly outcome: 'refused' };

const MAX_BYTES = 512 * 1024;
const DEADLINE_MS = 5_000;
const MAX_REDIRECTS = 3;

/** Reads what pages say of themselves. Sends no cookie and nobody's name. */
export function createPageReader(safeFetch: SafeFetch) {
  return async (url: string, signal: AbortSignal): Promise<PageOutcome> => {
    try {
      const response = await safeFetch({
        method: 'GET',
        url,
        headers: { accept: 'text/html', 'user-agent': 'Crosstalk-LinkPreview/1.0 (bot)' },
        maxBytes: MAX_BYTES,
        // What a page says of itself stands in its head.
        oversize: 'truncate',
        deadlineMs: DEADLINE_MS,
        maxRedirects: MAX_REDIRECTS,
        accept: (contentType) => /^text\/html\s*(;|$)/i.test(contentType),
        signal,
      });
      const ok = response.status >= 200 && response.status < 300;
      const page = ok ? readPage(decodePage(response.body, response.headers['content-type'] ?? '')) : null;
      if (page === null) return { outcome: 'none' };
      return { outcome: 'found', preview: { url, ...page, imageUrl: absolute(page.imageUrl, response.url) } };
    } catch (error) {
      if (!(error instanceof SafeFetchError) || error.reason === 'aborted') throw error;
      const refused = error.reason === 'forbidden_address' || error.reason === 'invalid_url';
      return { outcome: refused ? 'refused' : 'none' };
    }
  };
}

const MAX_URL = 2_048;

/** Only of the web: clients put it into `<img src>`. */
function absolute(imageUrl: string | null, base: string): string | null {
  if (imageUrl === null || !URL.canParse(imageUrl, base)) return null;
  const { href, protocol, username, password } = new URL(imageUrl, base);
  const good = /^https?:$/.test(protocol) && username === '' && password === '' && href.length <= MAX_URL;
  return good ? href : null;
}
