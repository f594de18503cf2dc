import type { TenantId } from '@crosstalk/domain';
import { z } from 'zod';

/** A host site as it is configured. */
export interface ChatKey {
  readonly key: string;
  readonly tenant: TenantId;
  /** Signs the ids of the site's people; null: who knows the key is believed. */
  readonly secret: string | null;
}

/** Only for development: it is in the source. */
export const DEVELOPMENT_KEY = 'dev-chat-key';
const NONE = 'none';
const TENANT = /^[\w-]{1,64}$/;
const MIN_SECRET_CHARACTERS = 32;

/**
 * `key:tenant` (trusted) or `key:tenant:secret` (signed), separated by commas; a secret may have colons. A signed key may come again with
 * the same tenant and another secret: both are accepted. Mistakes name the place in the list and never the text, which is secret.
 */
export const chatKeys: z.ZodType<readonly ChatKey[]> = z.string().transform((text, context) => {
  const entries = text.trim() === NONE ? [] : text.split(',').map(chatKeyOf);
  const problems = [...entries.flatMap(mistakesIn), ...duplicatesIn(entries)];
  if (problems.length === 0) return entries;
  context.addIssue({ code: 'custom', message: `is wrong: ${problems.join('; ')}` });
  return z.NEVER;
});

/** What is wrong with the keys in production, whatever else is configured. */
export function unsafeChatKeys(keys: readonly ChatKey[]): string | null {
  const problems = keys.flatMap(({ key, secret }, index) => [
    ...(key === DEVELOPMENT_KEY ? [`entry ${index + 1} is the development key`] : []),
    ...(secret !== null && secret.length < MIN_SECRET_CHARACTERS
      ? [`the secret of entry ${index + 1} has fewer than ${MIN_SECRET_CHARACTERS} characters`]
      : []),
  ]);
  return problems.length === 0 ? null : `is unsafe: ${problems.join('; ')}`;
}

function chatKeyOf(entry: string): ChatKey {
  const [key = '', tenant = '', ...rest] = entry.split(':');
  const secret = rest.length === 0 ? null : rest.join(':').trim();
  return { key: key.trim(), tenant: tenant.trim() as TenantId, secret };
}

function mistakesIn({ key, tenant, secret }: ChatKey, index: number): readonly string[] {
  const where = `entry ${index + 1}`;
  if (key === '' && tenant === '' && secret === null) return [`${where} is empty`];
  return [
    ...(key === '' ? [`${where} has no key`] : []),
    ...(tenant === '' ? [`${where} has no tenant`] : []),
    ...(tenant === '' || TENANT.test(tenant)
      ? []
      : [`the tenant of ${where} must be at most 64 letters, digits, - and _`]),
    ...(secret === '' ? [`${where} has an empty secret`] : []),
  ];
}

function duplicatesIn(entries: readonly ChatKey[]): readonly string[] {
  return entries.flatMap((entry, index) => {
    const earlier = entries.findIndex(({ key }) => key === entry.key);
    const first = entries[earlier];
    if (first === undefined || earlier === index || entry.key === '' || isSecondSecret(first, entry))
      return [];
    return [`entries ${earlier + 1} and ${index + 1} have one key`];
  });
}

function isSecondSecret(first: ChatKey, second: ChatKey): boolean {
  return first.tenant === second.tenant && first.secret !== null && second.secret !== null;
}
