import { isIP } from 'node:net';
import { type AllowList, isPublicAddress } from '@crosstalk/safe-fetch';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

/**
 * Why a push service or webhook is not asked at this URL, or null. Only looks at the text: where the name leads is found out, and checked,
 * when it is asked.
 */
export function urlRefusal(text: string, allow: AllowList): string | null {
  if (!URL.canParse(text)) return 'must be a URL';
  const url = new URL(text);
  const port = DEFAULT_PORTS[url.protocol];
  if (port === undefined) return 'must be an https URL';
  if (url.username !== '' || url.password !== '') return 'must hold no user name or password';
  if (allow.opensTarget(url.hostname, url.port === '' ? port : Number(url.port))) return null;
  if (url.protocol !== 'https:') return 'must be an https URL';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host) && !allow.opensAddress(host)) {
    return 'leads to a place that is not public';
  }
  return null;
}
