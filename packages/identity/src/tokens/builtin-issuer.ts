import { type AccessTokens, isId, type TenantId, type UserId } from '@crosstalk/domain';
import { errors, jwtVerify, SignJWT } from 'jose';
import { CLOCK_TOLERANCE_SECONDS, type IssuerOptions, scopesOf, type TokenVerifier } from './token-issuer.js';

/** The type that RFC 9068 gives to access tokens: a token made for another purpose with the same secret is refused. */
const TOKEN_TYPE = 'at+jwt';
const ALGORITHM = 'HS256';

interface BuiltinOptions extends IssuerOptions {
  readonly secret: string;
  readonly ttlSeconds: number;
}

export interface BuiltinIssuer extends TokenVerifier {
  readonly issue: AccessTokens['issue'];
}

/** Tokens that Crosstalk signs itself with a shared secret. */
export function builtinIssuer(options: BuiltinOptions): BuiltinIssuer {
  const { issuer, audience, ttlSeconds, clock } = options;
  const key = new TextEncoder().encode(options.secret);
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
      const { payload } = await jwtVerify(token, key, {
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
