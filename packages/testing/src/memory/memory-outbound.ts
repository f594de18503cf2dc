import type { Outbound } from '@crosstalk/domain';

/** Refuses what is not https; secrets are numbered. */
export class MemoryOutbound implements Outbound {
  key: string | null = 'public-key';
  #secrets = 0;

  refusalOf(url: string): string | null {
    return url.startsWith('https://') ? null : 'must be an https URL';
  }

  async pushKey(): Promise<string | null> {
    return this.key;
  }

  newWebhookSecret(): string {
    this.#secrets += 1;
    return `whsec_${this.#secrets}`;
  }
}
