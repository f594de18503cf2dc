/** @module One setting: its environment name, how its text becomes a value, and what the reader of the table is told. */
import { z } from 'zod';

export interface Setting<T> {
  /** Name of the environment variable. */
  readonly env: string;
  /** One line for the configuration table. */
  readonly doc: string;
  /** Text that is parsed when the variable is missing or empty; `undefined`: the value is then `undefined`. */
  readonly fallback: string | undefined;
  readonly schema: z.ZodType<T>;
  /** Never printed. */
  readonly secret: boolean;
  /** What is wrong with this value in production, or null. */
  refuseInProduction?(value: T): string | null;
}

interface Options<T> {
  readonly fallback?: string;
  readonly secret?: boolean;
  refuseInProduction?(value: T): string | null;
}

/** A setting with a schema of its own; the schema receives the text of the variable. */
export function setting<T>(
  env: string,
  doc: string,
  schema: z.ZodType<T>,
  options: Options<T> = {},
): Setting<T> {
  const { fallback, secret = false } = options;
  return { ...options, env, doc, fallback, schema, secret };
}

/** A whole number within bounds, written in decimal digits. */
export function integer(min: number, max: number): z.ZodType<number> {
  return z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be from ${min} to ${max}`);
}

/** `on`/`off`, also `true`/`false` and `1`/`0`. */
export const flag: z.ZodType<boolean> = z
  .enum(['on', 'off', 'true', 'false', '1', '0'], 'must be on or off')
  .transform((text) => text === 'on' || text === 'true' || text === '1');

/** Words separated by commas, blanks around them dropped. */
export const list: z.ZodType<readonly string[]> = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean),
);

/** An absolute URL with one of the schemes (without colon). */
export function url(...schemes: readonly string[]): z.ZodType<string> {
  return z.string().refine(
    (text) => {
      const scheme = /^([a-z][a-z0-9+.-]*):\/\/./i.exec(text)?.[1];
      return scheme !== undefined && schemes.includes(scheme.toLowerCase());
    },
    `must be a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  );
}

/** One of the words. */
export function choice<const W extends readonly [string, ...string[]]>(...words: W): z.ZodType<W[number]> {
  return z.enum(words, `must be one of ${words.join(', ')}`);
}

/** Letters, digits, `-` and `_`: what may stand in a key or a name. */
export const word: z.ZodType<string> = z.string().regex(/^[\w-]+$/, 'must be of letters, digits, - and _');

/** Any text, such as a host name. */
export const text: z.ZodType<string> = z.string();
