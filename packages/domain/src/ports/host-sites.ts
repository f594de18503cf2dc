import type { TenantId } from '../ids.js';

/** A system whose people chat here without an account: it is known by its chat key. */
export interface HostSite {
  readonly tenant: TenantId;
  /**
   * `trusted`: who knows the key is believed, so its people are people of their own. `signed`: the site signs each id, and its people are
   * the token users with that external id.
   */
  readonly identity: 'trusted' | 'signed';
}

export interface HostSites {
  find(key: string): HostSite | null;
  /** Whether the signature (hex HMAC-SHA256, RFC 2104) of the id is the site's own. Compared in constant time. False for a trusted site. */
  isSigned(key: string, externalId: string, signature: string): boolean;
}
