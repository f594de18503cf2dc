import type {
  AccessTokens,
  Clock,
  HostSites,
  PasswordHasher,
  RefreshTokens,
  TenantId,
} from '@crosstalk/domain';
import { createFileLinks, type FileLinks } from './files/file-links.js';
import { BUILTIN_ISSUER, checkIdentityValues, type IdentityValues } from './identity-settings.js';
import { argonPasswordHasher } from './passwords/argon-password-hasher.js';
import { configuredHostSites } from './sites/configured-host-sites.js';
import { builtinIssuer } from './tokens/builtin-issuer.js';
import { externalIssuer } from './tokens/external-issuer.js';
import { JoseAccessTokens } from './tokens/jose-access-tokens.js';
import { randomRefreshTokens } from './tokens/random-refresh-tokens.js';

export interface Identity {
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly passwords: PasswordHasher;
  readonly fileLinks: FileLinks;
  readonly hostSites: HostSites;
  /** Whether people of this tenant see each other's e-mail address and phone number. */
  sharesContacts(tenant: TenantId): boolean;
}

interface Surroundings {
  readonly clock: Clock;
  /** Where clients reach the server, without a slash at the end. */
  readonly publicUrl: string;
}

/**
 * Everything of this package, wired by its settings. Opens nothing: keys of an external issuer are fetched when first needed.
 * @throws ConfigError for settings that do not go together
 */
export function createIdentity(values: IdentityValues, { clock, publicUrl }: Surroundings): Identity {
  const { fileSecrets } = checkIdentityValues(values);
  const { jwtSecret, jwksUrl, jwtIssuer, jwtAudience: audience, accessTokenTtlSeconds: ttlSeconds } = values;
  const builtinName = jwksUrl ? BUILTIN_ISSUER : jwtIssuer;
  const builtin = jwtSecret
    ? builtinIssuer({
        issuer: builtinName,
        audience,
        clock,
        secrets: [jwtSecret, ...values.jwtSecretsAccepted],
        ttlSeconds,
      })
    : null;
  const sharing = new Set<string>(values.shareContactsTenants);
  const external = jwksUrl ? externalIssuer({ issuer: jwtIssuer, audience, clock, jwksUrl }) : null;
  return {
    accessTokens: new JoseAccessTokens({ builtin, external, clock }),
    refreshTokens: randomRefreshTokens(values.refreshTokenTtlDays),
    passwords: argonPasswordHasher(),
    fileLinks: createFileLinks({
      secrets: fileSecrets,
      publicUrl,
      ttlSeconds: values.fileUrlTtlSeconds,
      clock,
    }),
    hostSites: configuredHostSites(values.chatKeys),
    sharesContacts: (tenant) => sharing.has(tenant),
  };
}
