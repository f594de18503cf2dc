import type { EpochMs, TenantId, UserId } from '../ids.js';

/** What a verified access token says. */
export type Claims =
  | {
      readonly issuer: 'builtin';
      readonly userId: UserId;
      readonly tenant: TenantId;
      readonly scopes: readonly string[];
      readonly expiresAt: EpochMs;
      readonly family: string | null;
    }
  | {
      readonly issuer: 'external';
      readonly subject: string;
      readonly tenant: TenantId;
      readonly scopes: readonly string[];
      readonly expiresAt: EpochMs;
      readonly email: string | null;
      readonly firstName: string | null;
      readonly lastName: string | null;
      readonly photo: string | null;
    };

export interface AccessTokens {
  issue(subject: {
    readonly userId: UserId;
    readonly tenant: TenantId;
    readonly family: string;
  }): Promise<{ readonly token: string; readonly expiresInSeconds: number }>;
  /** @throws ChatError `unauthenticated` for anything but a valid, unexpired token; `unavailable` when keys cannot be fetched. */
  verify(token: string): Promise<Claims>;
}

export interface RefreshTokens {
  readonly lifetimeMs: number;
  /** A new random token and what is stored of it. */
  make(): { readonly token: string; readonly hash: string };
  hash(token: string): string;
  newFamily(): string;
}

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes as long for a null hash as for a real one, so that an answer does not tell whether the account exists. */
  verify(password: string, hash: string | null): Promise<boolean>;
}
