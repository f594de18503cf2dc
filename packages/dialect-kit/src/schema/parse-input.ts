import { ChatError } from '@crosstalk/domain';
import type { z } from 'zod';
import { sayFields } from './say-fields.js';

const MAX_FIELDS = 20;

/** Parses input at the rim. @throws ChatError `invalid` that names every wrong field by its path on the wire (`users.0`) */
export function parseInput<T>(schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const issue of parsed.error.issues.slice(0, MAX_FIELDS)) {
    const path = issue.path.join('.') || 'data';
    fields[path] ??= valueAt(data, issue.path) === undefined ? 'is required' : issue.message;
  }
  throw new ChatError('invalid', sayFields(fields), { fields: { ...fields } });
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<PropertyKey, unknown>)[key];
  }, data);
}
