import type { RefreshTokens } from '@crosstalk/domain';

const LIFETIME_MS = 30 * 24 * 60 * 60 * 1_000;

/** Numbered refresh tokens, so that tests can tell them apart. */
export class MemoryRefreshTokens implements RefreshTokens {
  readonly lifetimeMs = LIFETIME_MS;
  #made = 0;

  make(): { readonly token: string; readonly hash: string } {
    this.#made += 1;
    const token = `refresh-${this.#made}`;
    return { token, hash: this.hash(token) };
  }

  hash(token: string): string {
    return `hash of ${token}`;
  }

  newFamily(): string {
    this.#made += 1;
    return `family-${this.#made}`;
  }
}
