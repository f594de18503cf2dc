import { type AccessTokens, ChatError, type Claims, type Clock } from '@crosstalk/domain';
import { decodeProtectedHeader, errors } from 'jose';
import type { BuiltinIssuer } from './builtin-issuer.js';
import { tokenError } from './token-error.js';
import { CLOCK_TOLERANCE_SECONDS, type TokenVerifier } from './token-issuer.js';
import { type VerifiedTokens, verifiedTokens } from './verified-tokens.js';

const MAX_TOKEN_LENGTH = 8_192;
const CACHED_TOKENS = 20_000;
/** A key that its issuer took back is trusted no longer than this. */
const CACHE_MS = 300_000;

interface Issuers {
  /** Null: people log in at the external issuer only. */
  readonly builtin: BuiltinIssuer | null;
  readonly external: TokenVerifier | null;
  readonly clock: Clock;
}

/**
 * Access tokens as signed JWTs (RFC 7519). The `alg` of a token only chooses the issuer, whose keys and algorithms are its own: a
 * token can therefore not be checked with a key of another kind, and `none` belongs to nobody.
 */
export class JoseAccessTokens implements AccessTokens {
  readonly #builtin: BuiltinIssuer | null;
  readonly #verifiers: readonly TokenVerifier[];
  readonly #clock: Clock;
  readonly #verified: VerifiedTokens = verifiedTokens(CACHED_TOKENS);

  constructor({ builtin, external, clock }: Issuers) {
    this.#builtin = builtin;
    this.#verifiers = [builtin, external].filter((verifier) => verifier !== null);
    this.#clock = clock;
  }

  /** @throws ChatError `forbidden` when only an external issuer is configured */
  async issue(subject: Parameters<AccessTokens['issue']>[0]): ReturnType<AccessTokens['issue']> {
    if (!this.#builtin) throw new ChatError('forbidden', 'Log in at the external issuer.');
    return this.#builtin.issue(subject);
  }

  async verify(token: string): Promise<Claims> {
    if (token.length > MAX_TOKEN_LENGTH) throw tokenError(new errors.JWTInvalid('too long'));
    const now = this.#clock.now();
    const known = this.#verified.get(token, now);
    if (known) return known;
    try {
      const claims = await this.#verifierOf(token).verify(token);
      const over = claims.expiresAt + CLOCK_TOLERANCE_SECONDS * 1000;
      this.#verified.put(token, claims, Math.min(over, now + CACHE_MS));
      return claims;
    } catch (error) {
      throw tokenError(error);
    }
  }

  #verifierOf(token: string): TokenVerifier {
    const alg = algorithmOf(token);
    const verifier = this.#verifiers.find(({ algorithms }) => algorithms.includes(alg));
    if (!verifier) throw new errors.JOSEAlgNotAllowed('no issuer uses this algorithm');
    return verifier;
  }
}

function algorithmOf(token: string): string {
  try {
    return decodeProtectedHeader(token).alg ?? '';
  } catch (error) {
    // jose throws a TypeError for what is no JWS at all.
    throw new errors.JWSInvalid('not a JWS', { cause: error });
  }
}
