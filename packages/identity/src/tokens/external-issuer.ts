import { type Claims, DEFAULT_TENANT } from '@crosstalk/domain';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { CLOCK_TOLERANCE_SECONDS, type IssuerOptions, scopesOf, type TokenVerifier } from './token-issuer.js';

/** Asymmetric only: a public key must never be taken for an HMAC secret (RFC 8725, section 2.1). */
const ALGORITHMS = ['RS256', 'ES256'];
const FETCH_TIMEOUT_MS = 3_000;
const MAX_SUBJECT_LENGTH = 255;

interface ExternalOptions extends IssuerOptions {
  readonly jwksUrl: string;
}

/** Tokens of another issuer, verified with the keys that it publishes. Keys are fetched on demand and kept for ten minutes. */
export function externalIssuer({ issuer, audience, clock, jwksUrl }: ExternalOptions): TokenVerifier {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: FETCH_TIMEOUT_MS });
  return {
    algorithms: ALGORITHMS,
    async verify(token) {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        issuer,
        audience,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(clock.now()),
        requiredClaims: ['exp', 'sub'],
      });
      return claimsOf(payload);
    },
  };
}

/** Names of the claims: OpenID Connect Core 1.0, section 5.1. An e-mail address counts unless the issuer says it is unverified. */
function claimsOf(payload: JWTPayload): Claims {
  const { sub, exp } = payload;
  if (!sub || sub.length > MAX_SUBJECT_LENGTH || !sub.isWellFormed() || exp === undefined) {
    throw new errors.JWTInvalid('sub must be a short string');
  }
  return {
    issuer: 'external',
    subject: sub,
    tenant: DEFAULT_TENANT,
    scopes: scopesOf(payload.scope),
    expiresAt: exp * 1000,
    email: payload.email_verified === false ? null : textOf(payload.email),
    firstName: textOf(payload.given_name) ?? textOf(payload.name),
    lastName: textOf(payload.family_name),
    photo: textOf(payload.picture),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.isWellFormed() && value.trim() !== '' ? value.trim() : null;
}
