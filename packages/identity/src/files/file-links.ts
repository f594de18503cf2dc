import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Clock, FileId, FilePart } from '@crosstalk/domain';
import type { Secrets } from '../identity-settings.js';

const SIGNATURE = /^[\w-]{43}$/;
const EXPIRES = /^\d{1,12}$/;
const KEY_BYTES = 32;

interface Options {
  readonly secrets: Secrets;
  /** Origin (and path prefix) under which clients reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** A URL is good for this many seconds at least and twice as many at most. */
  readonly ttlSeconds: number;
  readonly clock: Clock;
}

/** What a link opens: one part of one file, and nothing else. */
export interface FileTarget {
  readonly fileId: FileId;
  readonly part: FilePart;
}

export interface FileLinks {
  /** Absolute and signed; the same for everybody within a span of `ttlSeconds`, so that browsers and proxies can cache it. */
  urlFor(fileId: FileId, part?: FilePart): string;
  /** @param given as it stands in the URL, unchecked */
  verify(target: FileTarget, given: { readonly expires: string; readonly signature: string }): boolean;
}

/** Links that carry their own permission (HMAC-SHA256), because `<img>` sends no token. */
export function createFileLinks({ secrets, publicUrl, ttlSeconds, clock }: Options): FileLinks {
  // A key of its own: the same secret may sign tokens (HKDF, RFC 5869).
  const keyOf = (secret: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, '', 'crosstalk file links', KEY_BYTES));
  const signing = keyOf(secrets[0]);
  const keys = secrets.map(keyOf);
  const sign = (key: Buffer, { fileId, part }: FileTarget, expires: string): Buffer =>
    createHmac('sha256', key).update(`${fileId}/${part}/${expires}`).digest();
  return {
    urlFor(fileId, part = 'content') {
      const span = Math.floor(clock.now() / 1000 / ttlSeconds);
      const expires = String((span + 2) * ttlSeconds);
      const signature = sign(signing, { fileId, part }, expires).toString('base64url');
      return `${publicUrl}/api/v1/files/${fileId}/${part}?expires=${expires}&signature=${signature}`;
    },
    verify(target, { expires, signature }) {
      if (!EXPIRES.test(expires) || !SIGNATURE.test(signature)) return false;
      const given = Buffer.from(signature, 'base64url');
      const genuine = keys.some((key) => timingSafeEqual(sign(key, target, expires), given));
      return genuine && Number(expires) * 1000 > clock.now();
    },
  };
}
