import { isIPv4 } from 'node:net';
import { SafeFetchError } from '../safe-fetch-error.js';

const MAX_URL_LENGTH = 8_192;
/** `URL` drops tabs and line ends silently; nobody writes them in good faith. */
const CONTROLS = /\p{Cc}/u;

/**
 * What a stranger wrote as a URL that may be asked: http or https, no credentials, no trailing dot, an IPv4 host only in its usual
 * notation (`URL` turns 0x7f.1, 2130706433 and １２７.0.0.1 into 127.0.0.1). All later rules look at the parsed form, which is also
 * what the connection uses, so that two parsers cannot disagree.
 * @param base the URL that redirected here
 * @throws SafeFetchError invalid_url
 */
export function parseUrl(written: string, base?: URL): URL {
  const text = written.trim();
  if (text.length > MAX_URL_LENGTH || CONTROLS.test(text) || !URL.canParse(text, base?.href)) {
    throw new SafeFetchError('invalid_url');
  }
  const url = new URL(text, base);
  const plain =
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.username === '' &&
    url.password === '' &&
    !url.hostname.endsWith('.') &&
    (!isIPv4(url.hostname) || namesHost(text, url.hostname, base));
  if (!plain) throw new SafeFetchError('invalid_url');
  return url;
}

/** Whether the text has the host in the very same characters, or takes it over from the base. */
function namesHost(text: string, hostname: string, base?: URL): boolean {
  const [, authority] = /^(?:https?:)?\/\/([^/?#\\]*)/i.exec(text) ?? [];
  return authority === undefined ? hostname === base?.hostname : authority.replace(/:\d*$/, '') === hostname;
}
