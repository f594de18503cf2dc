import { type AccessTokens, isId, type TenantId, type UserId } from '@crosstalk/domain';
import { errors, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify, SignJWT } from 'jose';
import type { Secrets } from '../identity-settings.js';
import { CLOCK_TOLERANCE_SECONDS, type IssuerOptions, scopesOf, type TokenVerifier } from './token-issuer.js';

/** The type that RFC 9068 gives to access tokens: a token made for another purpose with the same secret is refused. */
const TOKEN_TYPE = 'at+jwt';
const ALGORITHM = 'HS256';

interface BuiltinOptions extends IssuerOptions {
  readonly secrets: Secrets;
  readonly ttlSeconds: number;
}

export interface BuiltinIssuer extends TokenVerifier {
  readonly issue: AccessTokens['issue'];
}

/** Tokens that Crosstalk signs itself with a shared secret; those of the other secrets are accepted while the secret is being changed. */
export function builtinIssuer(options: BuiltinOptions): BuiltinIssuer {
  const { issuer, audience, ttlSeconds, clock } = options;
  const encoder = new TextEncoder();
  const key = encoder.encode(options.secrets[0]);
  const keys = options.secrets.map((secret) => encoder.encode(secret));
  return {
    algorithms: [ALGORITHM],
    async issue({ userId, tenant, family }) {
      const now = Math.floor(clock.now() / 1000);
      const token = await new SignJWT({ tenant, sid: family })
        .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPE })
        .setSubject(String(userId))
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + ttlSeconds)
        .sign(key);
      return { token, expiresInSeconds: ttlSeconds };
    },
    async verify(token) {
      const { payload } = await verifyWithAny(token, keys, {
        algorithms: [ALGORITHM],
        typ: TOKEN_TYPE,
        issuer,
        audience,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(clock.now()),
        requiredClaims: ['exp', 'sub', 'tenant'],
      });
      const userId = Number(payload.sub);
      const { tenant, sid, exp } = payload;
      if (!isId(userId) || typeof tenant !== 'string' || exp === undefined) {
        throw new errors.JWTInvalid('the claims are not those of an access token');
      }
      return {
        issuer: 'builtin',
        userId: userId as UserId,
        tenant: tenant as TenantId,
        scopes: scopesOf(payload.scope),
        expiresAt: exp * 1000,
        family: typeof sid === 'string' ? sid : null,
      };
    },
  };
}

/** Tokens name no key: each is tried. What is wrong beside the signature is told of the key that made it. @throws an error of jose */
async function verifyWithAny(
  token: string,
  keys: readonly Uint8Array[],
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  let refusal: unknown = new errors.JWSSignatureVerificationFailed();
  for (const key of keys) {
    try {
      return await jwtVerify(token, key, options);
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}
