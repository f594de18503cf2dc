import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import { LIMITS } from '../limits.js';
import type { User } from '../model/user.js';
import type { Claims } from '../ports/identity.js';
import type { Authenticated } from '../use-cases.js';
import { isVisitorId } from './visitor-identity.js';

type ExternalClaims = Extract<Claims, { readonly issuer: 'external' }>;

/** Who the bearer of an access token is; people of an external issuer are made on first sight. @throws ChatError `unauthenticated`, `unavailable` */
export async function authenticate(domain: Domain, token: string): Promise<Authenticated> {
  const claims = await domain.accessTokens.verify(token);
  if (claims.issuer === 'external' && isVisitorId(claims.subject)) {
    throw new ChatError('unauthenticated', 'This subject is kept for the people of host sites.');
  }
  const userId = claims.issuer === 'builtin' ? claims.userId : (await ensureExternal(domain, claims)).id;
  // Fresh, since nobody tells this node of somebody who is erased and has no connection here.
  const user = await domain.users.find(userId, { fresh: true });
  if (user === null || user.tenant !== claims.tenant || user.erasedAt !== undefined) {
    throw new ChatError('unauthenticated', 'The account is gone.');
  }
  const { tenant, scopes, expiresAt } = claims;
  return { actor: { userId: user.id, tenant, scopes }, user, expiresAt };
}

function ensureExternal(domain: Domain, claims: ExternalClaims): Promise<User> {
  const { tenant, subject, email } = claims;
  return domain.users.ensureExternal({
    tenant,
    externalId: subject,
    email,
    firstName: name(claims.firstName) ?? name(email?.split('@')[0]) ?? 'User',
    lastName: name(claims.lastName),
    middleName: null,
    phone: null,
    photo: claims.photo !== null && /^https?:\/\//i.test(claims.photo) ? claims.photo : null,
    createdAt: domain.clock.now(),
  });
}

/** The issuer may name people as it likes: made to fit, not refused. */
function name(given: string | null | undefined): string | null {
  const fitting = given
    ?.slice(0, LIMITS.nameLength)
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .trim();
  return fitting === undefined || fitting === '' ? null : fitting;
}
