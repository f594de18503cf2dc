import { ConfigError, flag, integer, list, type SliceValues, setting, url } from '@crosstalk/config';
import { z } from 'zod';
import { type ChatKey, chatKeys, DEVELOPMENT_KEY, unsafeChatKeys } from './sites/chat-keys.js';

const MIN_SECRET_CHARACTERS = 32;
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;

/** Issuer name of the tokens that Crosstalk signs itself. */
export const BUILTIN_ISSUER = 'crosstalk';

const secretText = z
  .string()
  .min(MIN_SECRET_CHARACTERS, `must have at least ${MIN_SECRET_CHARACTERS} characters`)
  .optional();
const secretTexts = list.refine(
  (secrets) => secrets.every((secret) => secret.length >= MIN_SECRET_CHARACTERS),
  `must be of at least ${MIN_SECRET_CHARACTERS} characters each`,
);
const name = z.string();
const day = integer(1, 3_650);

export const identitySettings = {
  jwtSecret: setting(
    'JWT_SECRET',
    'Signs access tokens (HS256); at least 32 characters, the same on every node. Required unless `JWKS_URL` is set.',
    secretText,
    { secret: true },
  ),
  jwtSecretsAccepted: setting(
    'JWT_SECRETS_ACCEPTED',
    'Secrets that sign nothing and whose access tokens and file URLs are accepted all the same, separated by commas: the next one or the last one while `JWT_SECRET` is being changed.',
    secretTexts,
    { fallback: '', secret: true },
  ),
  jwksUrl: setting(
    'JWKS_URL',
    'Keys of an external issuer whose RS256/ES256 tokens are accepted; its people are made on first sight.',
    url('https', 'http').optional(),
    { refuseInProduction: plainHttp },
  ),
  jwtIssuer: setting(
    'JWT_ISSUER',
    'The `iss` that tokens must carry; with `JWKS_URL` the external issuer’s.',
    name,
    {
      fallback: BUILTIN_ISSUER,
    },
  ),
  jwtAudience: setting('JWT_AUDIENCE', 'The `aud` that tokens must carry.', name, { fallback: 'crosstalk' }),
  accessTokenTtlSeconds: setting(
    'ACCESS_TOKEN_TTL_SECONDS',
    'Life of an access token in seconds.',
    integer(30, 86_400),
    { fallback: '900' },
  ),
  refreshTokenTtlDays: setting('REFRESH_TOKEN_TTL_DAYS', 'Life of a refresh token in days.', day, {
    fallback: '30',
  }),
  fileUrlSecret: setting(
    'FILE_URL_SECRET',
    'Signs the URLs of files; at least 32 characters. Derived from `JWT_SECRET` when missing.',
    secretText,
    { secret: true },
  ),
  fileUrlSecretsAccepted: setting(
    'FILE_URL_SECRETS_ACCEPTED',
    'The same for `FILE_URL_SECRET`: file URLs that these have signed are accepted.',
    secretTexts,
    { fallback: '', secret: true },
  ),
  fileUrlTtlSeconds: setting(
    'FILE_URL_TTL_SECONDS',
    'A signed URL of a file is good for this long at least, in seconds, and for twice as long at most.',
    integer(60, 604_800),
    { fallback: '3600' },
  ),
  production: setting(
    'NODE_ENV',
    '`production` refuses settings that are unsafe there.',
    name.transform((text) => text === 'production'),
    { fallback: 'development' },
  ),
  chatKeys: setting(
    'CHAT_KEYS',
    'Systems whose people chat without an account, separated by commas, or `none`: `key:tenant:secret` where the system signs each id (hex HMAC-SHA256), `key:tenant` where who knows the key is believed. A key that comes twice with one tenant has two secrets.',
    chatKeys,
    { fallback: `${DEVELOPMENT_KEY}:default`, secret: true, refuseInProduction: unsafeChatKeys },
  ),
  allowTrustedChatKeys: setting(
    'ALLOW_TRUSTED_CHAT_KEYS',
    'Whether production takes chat keys without a secret, with which anybody who knows the key may claim any id of that system.',
    flag,
    { fallback: 'off' },
  ),
  shareContactsTenants: setting(
    'SHARE_CONTACTS_TENANTS',
    'Tenants whose people see each other’s e-mail address and phone number (`fsego`), separated by commas.',
    list,
    { fallback: '' },
  ),
};

export type IdentityValues = SliceValues<typeof identitySettings>;

/** The first signs, all are accepted. */
export type Secrets = readonly [string, ...string[]];

/**
 * What one setting alone cannot tell: which ones must come together.
 * @returns the secrets of the URLs of files
 * @throws ConfigError that lists every mistake
 */
export function checkIdentityValues(values: IdentityValues): { readonly fileSecrets: Secrets } {
  const { jwtSecret, jwksUrl, jwtIssuer, fileUrlSecret } = values;
  const problems = [...trustedInProduction(values)];
  if (!jwtSecret && !jwksUrl) problems.push('JWT_SECRET is required unless JWKS_URL is set.');
  if (jwksUrl && jwtIssuer === BUILTIN_ISSUER)
    problems.push('JWT_ISSUER must name the issuer behind JWKS_URL.');
  const fileSecret = fileUrlSecret ?? jwtSecret;
  if (!fileSecret) problems.push('FILE_URL_SECRET is required when there is no JWT_SECRET.');
  if (!fileSecret || problems.length > 0) throw new ConfigError(problems);
  // Links may have been signed with the secret of the tokens before the files got one of their own, and after.
  return { fileSecrets: [fileSecret, ...values.fileUrlSecretsAccepted, ...values.jwtSecretsAccepted] };
}

function plainHttp(value: string | undefined): string | null {
  return value?.startsWith('http:') && !LOOPBACK.test(value) ? 'must be https' : null;
}

function trustedInProduction({
  production,
  allowTrustedChatKeys,
  chatKeys,
}: IdentityValues): readonly string[] {
  if (!production || allowTrustedChatKeys) return [];
  const entries = chatKeys.flatMap((chatKey: ChatKey, index) => (chatKey.secret === null ? [index + 1] : []));
  if (entries.length === 0) return [];
  return [
    `CHAT_KEYS has keys without a secret (entry ${entries.join(', ')}): give them one, or set ALLOW_TRUSTED_CHAT_KEYS=on (NODE_ENV=production)`,
  ];
}
