import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HostSite, HostSites } from '@crosstalk/domain';
import type { ChatKey } from './chat-keys.js';

/** SHA-256 in hexadecimal digits of either case. */
const SIGNATURE = /^[\da-f]{64}$/i;

/** The host sites that the configuration names. */
export function configuredHostSites(keys: readonly ChatKey[]): HostSites {
  const sites = new Map<string, HostSite>();
  const secrets = new Map<string, string[]>();
  for (const { key, tenant, secret } of keys) {
    sites.set(key, { tenant, identity: secret === null ? 'trusted' : 'signed' });
    if (secret !== null) secrets.set(key, [...(secrets.get(key) ?? []), secret]);
  }
  return {
    find: (key) => sites.get(key) ?? null,
    isSigned(key, externalId, signature) {
      // What is no hex would be decoded to fewer bytes, and bytes of another number are no argument for the comparison.
      if (!SIGNATURE.test(signature)) return false;
      const given = Buffer.from(signature, 'hex');
      return (secrets.get(key) ?? []).some((secret) => {
        const genuine = createHmac('sha256', secret).update(externalId, 'utf8').digest();
        return timingSafeEqual(genuine, given);
      });
    },
  };
}
