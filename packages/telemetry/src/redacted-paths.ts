/** Names under which credentials, people's words and personal data travel in any dialect or in REST. */
const SECRET_NAMES = [
  'token',
  'access_token',
  'accessToken',
  'refresh_token',
  'refreshToken',
  'password',
  'passwordHash',
  'secret',
  'chat_key',
  'chatKey',
  'authorization',
  'cookie',
  'email',
  'phone',
  'text',
  'body',
  'content',
  'sessionDescription',
  'iceCandidate',
] as const;

/** Paths of the logger's redaction: each name at the top of a line's fields and up to three levels below. */
export const REDACTED_PATHS: readonly string[] = ['', '*.', '*.*.', '*.*.*.'].flatMap((prefix) =>
  SECRET_NAMES.map((name) => prefix + name),
);
