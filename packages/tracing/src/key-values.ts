import { z } from 'zod';

/** `key=value` pairs separated by commas, both percent-encoded where needed (OpenTelemetry, «Environment Variable Specification»). */
export const keyValues: z.ZodType<Readonly<Record<string, string>>> = z
  .string()
  .transform((text, context) => {
    const pairs: Record<string, string> = {};
    for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
      const at = pair.indexOf('=');
      const key = decoded(pair.slice(0, Math.max(at, 0)));
      const value = decoded(pair.slice(at + 1));
      if (!key || value === null) {
        context.addIssue({ code: 'custom', message: 'must be key=value pairs separated by commas' });
        return z.NEVER;
      }
      pairs[key] = value;
    }
    return pairs;
  });

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return null;
  }
}
