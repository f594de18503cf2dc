import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto';
import type { PushSubscription, UserId } from '@crosstalk/domain';
import type { Received } from './http-sink.js';

export interface Browser {
  readonly subscription: PushSubscription;
  /** The text of a push message, decrypted by RFC 8291 and RFC 8188, independent of the library that made it. */
  read(body: Buffer): string;
}

/** A browser that subscribed at the endpoint. */
export function openBrowser(endpoint: string, userId = 1 as UserId): Browser {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys();
  const auth = randomBytes(16);
  const keys = { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') };
  return {
    subscription: { id: 'browser', userId, endpoint, keys },
    read: (body) => {
      const [salt, keyLength] = [body.subarray(0, 16), body.readUInt8(20)];
      const sender = body.subarray(21, 21 + keyLength);
      const sealed = body.subarray(21 + keyLength);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender]);
      const ikm = hkdf(auth, pair.computeSecret(sender), { info, length: 32 });
      const key = hkdf(salt, ikm, { info: Buffer.from('Content-Encoding: aes128gcm\0'), length: 16 });
      const nonce = hkdf(salt, ikm, { info: Buffer.from('Content-Encoding: nonce\0'), length: 12 });
      const cipher = createDecipheriv('aes-128-gcm', key, nonce);
      cipher.setAuthTag(sealed.subarray(-16));
      const padded = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
      return padded.subarray(0, padded.lastIndexOf(2)).toString();
    },
  };
}

interface Expansion {
  readonly info: Buffer;
  readonly length: number;
}

function hkdf(salt: Buffer, ikm: Buffer, { info, length }: Expansion): Buffer {
  const prk = createHmac('sha256', salt).update(ikm).digest();
  return createHmac('sha256', prk)
    .update(Buffer.concat([info, Buffer.of(1)]))
    .digest()
    .subarray(0, length);
}

/** What the request proves by its VAPID token (RFC 8292): its claims, when it is signed by the key that it names. */
export function claimsOf({ headers }: Received): {
  readonly key: string;
  readonly claims: Record<string, unknown>;
} {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const good = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!good) throw new Error('The token is not signed by the key.');
  return { key, claims: JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown> };
}
