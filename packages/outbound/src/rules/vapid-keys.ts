import { createECDH } from 'node:crypto';
import { ConfigError } from '@crosstalk/config';
import type { OutboundConfig } from './outbound-settings.js';

/** Keys of voluntary application server identification (RFC 8292), base64url. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Keeps what the cluster makes once, for all its processes. */
export interface Secrets {
  once(name: string, make: () => Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
}

const SECRET_NAME = 'vapid';

type VapidConfig = Pick<OutboundConfig, 'vapidPublicKey' | 'vapidPrivateKey'>;

/** The configured pair, or the one that the cluster made on its first start. */
export async function vapidKeys(config: VapidConfig, secrets: Secrets): Promise<VapidKeys> {
  const { vapidPublicKey, vapidPrivateKey } = config;
  if (vapidPublicKey !== undefined && vapidPrivateKey !== undefined) {
    return { publicKey: vapidPublicKey, privateKey: vapidPrivateKey };
  }
  const { publicKey = '', privateKey = '' } = await secrets.once(SECRET_NAME, () => ({ ...makeVapidKeys() }));
  return { publicKey, privateKey };
}

/** @throws ConfigError when one half is configured, or the halves are of two pairs */
export function checkVapidKeys({ vapidPublicKey, vapidPrivateKey }: VapidConfig): void {
  if (vapidPublicKey === undefined && vapidPrivateKey === undefined) return;
  if (vapidPublicKey === undefined || vapidPrivateKey === undefined) {
    throw new ConfigError(['VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY must come together.']);
  }
  if (publicHalfOf(vapidPrivateKey) !== vapidPublicKey) {
    throw new ConfigError(['VAPID_PUBLIC_KEY is not the public half of VAPID_PRIVATE_KEY.']);
  }
}

export function makeVapidKeys(): VapidKeys {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys().toString('base64url');
  // The number may have leading zero bytes, which it is given without.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32);
  return { publicKey, privateKey: privateKey.toString('base64url') };
}

/** Null for a number that is no key of the curve. */
function publicHalfOf(privateKey: string): string | null {
  const pair = createECDH('prime256v1');
  try {
    pair.setPrivateKey(privateKey, 'base64url');
    return pair.getPublicKey().toString('base64url');
  } catch {
    return null;
  }
}
