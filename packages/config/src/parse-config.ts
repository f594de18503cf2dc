import type { Setting } from './setting.js';

/** The settings of one package, by the name that its code uses. */
export type Slice = Readonly<Record<string, Setting<unknown>>>;
export type SliceValues<S extends Slice> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};
export type Environment = Readonly<Record<string, string | undefined>>;

/** Every mistake of the environment at once, one line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} mistake(s):\n${problems.map((line) => `  - ${line}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/**
 * Reads the settings of a slice from the environment.
 * @returns frozen values; settings without value and fallback are `undefined` (their schema says `.optional()`).
 * @throws ConfigError that lists every mistake
 */
export function parseConfig<S extends Slice>(slice: S, environment: Environment): SliceValues<S> {
  const production = environment.NODE_ENV === 'production';
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, setting] of Object.entries(slice)) {
    const text = environment[setting.env] || setting.fallback;
    const parsed = setting.schema.safeParse(text);
    if (!parsed.success) {
      const why = text === undefined ? 'is required' : (parsed.error.issues[0]?.message ?? 'is wrong');
      problems.push(`${setting.env} ${why}. ${setting.doc}`);
      continue;
    }
    const refusal = production ? setting.refuseInProduction?.(parsed.data) : null;
    if (refusal) problems.push(`${setting.env} ${refusal} (NODE_ENV=production)`);
    values[name] = parsed.data;
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(values) as SliceValues<S>;
}
