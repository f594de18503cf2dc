import type { Metrics } from './create-metrics.js';
import type { DEPENDENCIES } from './label-values.js';
import type { Readiness } from './readiness.js';

type Dependency = (typeof DEPENDENCIES)[number];
/** Each dependency with a question that rejects while it is away. */
export type Probes = Readonly<Partial<Record<Dependency, () => Promise<unknown>>>>;

/** Asks every dependency at once; keeps the metric that says which one answers. */
export async function askDependencies(
  probes: Probes,
  metrics: Pick<Metrics, 'dependencyUp'>,
): Promise<Readiness> {
  const asked = Object.entries(probes) as [Dependency, () => Promise<unknown>][];
  const answers = await Promise.all(
    asked.map(async ([dependency, probe]) => {
      const answer = await probe().then(
        () => 'ok',
        (error: unknown) => (error instanceof Error ? error.message : 'no answer'),
      );
      metrics.dependencyUp.with({ dependency }).set(answer === 'ok' ? 1 : 0);
      return [dependency, answer] as const;
    }),
  );
  return { ok: answers.every(([, answer]) => answer === 'ok'), checks: Object.fromEntries(answers) };
}
