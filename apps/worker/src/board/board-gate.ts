import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type Admission = 'admitted' | 'unknown' | 'foreign';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Who may use the board: whoever has the token, as `Authorization: Bearer`, or as the password that a browser asks for (RFC 7617, any
 * name). Because a browser sends that by itself, changes that another site asked it for are refused.
 */
export function boardGate(token: string): (request: IncomingMessage) => Admission {
  const wanted = digest(token);
  return (request) => {
    const given = credentialOf(request.headers.authorization);
    // Digests have one length, so that the comparison takes the same time for every guess.
    if (given === null || !timingSafeEqual(digest(given), wanted)) return 'unknown';
    const safe = SAFE_METHODS.has(request.method ?? '');
    return safe || isSameSite(request) ? 'admitted' : 'foreign';
  };
}

function credentialOf(header: string | undefined): string | null {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(header ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : null;
}

function isSameSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
