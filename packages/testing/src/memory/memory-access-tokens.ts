import {
  type AccessTokens,
  ChatError,
  type Claims,
  type Clock,
  type TenantId,
  type UserId,
} from '@crosstalk/domain';

const LIFETIME_SECONDS = 900;

/** Access tokens that are looked up instead of verified. */
export class MemoryAccessTokens implements AccessTokens {
  readonly #clock: Clock;
  readonly #claims = new Map<string, Claims>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async issue(subject: {
    readonly userId: UserId;
    readonly tenant: TenantId;
    readonly family: string;
  }): Promise<{ readonly token: string; readonly expiresInSeconds: number }> {
    const expiresAt = this.#clock.now() + LIFETIME_SECONDS * 1_000;
    const token = this.grant({ ...subject, issuer: 'builtin', scopes: [], expiresAt });
    return { token, expiresInSeconds: LIFETIME_SECONDS };
  }

  /** A token for any claims, of an external issuer too. */
  grant(claims: Claims): string {
    const token = `access-${this.#claims.size + 1}`;
    this.#claims.set(token, claims);
    return token;
  }

  async verify(token: string): Promise<Claims> {
    const claims = this.#claims.get(token);
    if (claims === undefined || claims.expiresAt <= this.#clock.now()) {
      throw new ChatError('unauthenticated', 'The token is not valid.');
    }
    return claims;
  }
}
