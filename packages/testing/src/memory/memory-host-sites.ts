import type { HostSite, HostSites } from '@crosstalk/domain';

/** Host sites as the test says; the signature of an id is `signed(<id>)`. */
export class MemoryHostSites implements HostSites {
  readonly #sites = new Map<string, HostSite>();

  add(key: string, site: HostSite): void {
    this.#sites.set(key, site);
  }

  find(key: string): HostSite | null {
    return this.#sites.get(key) ?? null;
  }

  isSigned(key: string, externalId: string, signature: string): boolean {
    return this.#sites.get(key)?.identity === 'signed' && signature === `signed(${externalId})`;
  }
}
