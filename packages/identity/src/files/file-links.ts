import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Clock, FileId } from '@crosstalk/domain';

const SIGNATURE = /^[\w-]{43}$/;
const EXPIRES = /^\d{1,12}$/;
const KEY_BYTES = 32;

interface Options {
  readonly secret: string;
  /** Origin (and path prefix) under which clients reach the server, without a slash at the end. */
  readonly publicUrl: string;
  /** A URL is good for this many seconds at least and twice as many at most. */
  readonly ttlSeconds: number;
  readonly clock: Clock;
}

export interface FileLinks {
  /** Absolute and signed; the same for everybody within a span of `ttlSeconds`, so that browsers and proxies can cache it. */
  urlFor(fileId: FileId): string;
  /** @param expires @param signature as they stand in the URL, unchecked */
  verify(fileId: FileId, expires: string, signature: string): boolean;
}

/** Links that carry their own permission (HMAC-SHA256), because `<img>` sends no token. */
export function createFileLinks({ secret, publicUrl, ttlSeconds, clock }: Options): FileLinks {
  // A key of its own: the same secret may sign tokens (HKDF, RFC 5869).
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'crosstalk file links', KEY_BYTES));
  const sign = (fileId: FileId, expires: string): Buffer =>
    createHmac('sha256', key).update(`${fileId}/content/${expires}`).digest();
  return {
    urlFor(fileId) {
      const span = Math.floor(clock.now() / 1000 / ttlSeconds);
      const expires = String((span + 2) * ttlSeconds);
      const signature = sign(fileId, expires).toString('base64url');
      return `${publicUrl}/api/v1/files/${fileId}/content?expires=${expires}&signature=${signature}`;
    },
    verify(fileId, expires, signature) {
      if (!EXPIRES.test(expires) || !SIGNATURE.test(signature)) return false;
      const genuine = timingSafeEqual(sign(fileId, expires), Buffer.from(signature, 'base64url'));
      return genuine && Number(expires) * 1000 > clock.now();
    },
  };
}
