import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HostSite, HostSites } from '@crosstalk/domain';
import type { ChatKey } from './chat-keys.js';

/** SHA-256 in hexadecimal digits of either case. */
const SIGNATURE = /^[\da-f]{64}$/i;

/** The host sites that the configuration names. */
export function configuredHostSites(keys: readonly ChatKey[]): HostSites {
  const sites = new Map<string, HostSite>();
  const secrets = new Map<string, string>();
  for (const { key, tenant, secret } of keys) {
    sites.set(key, { tenant, identity: secret === null ? 'trusted' : 'signed' });
    if (secret !== null) secrets.set(key, secret);
  }
  return {
    find: (key) => sites.get(key) ?? null,
    isSigned(key, externalId, signature) {
      const secret = secrets.get(key);
      // What is no hex would be decoded to fewer bytes, and bytes of another number are no argument for the comparison.
      if (secret === undefined || !SIGNATURE.test(signature)) return false;
      const genuine = createHmac('sha256', secret).update(externalId, 'utf8').digest();
      return timingSafeEqual(genuine, Buffer.from(signature, 'hex'));
    },
  };
}
