import type { Metrics, Readiness } from '@crosstalk/telemetry';

type Dependency = 'mongodb' | 'redis' | 'queue';
/** Each dependency with a question that rejects while it is away. */
export type Probes = Readonly<Record<Dependency, () => Promise<unknown>>>;

/** Asks every dependency at once; keeps the metric that says which one answers. */
export async function checkReadiness(
  probes: Probes,
  metrics: Pick<Metrics, 'dependencyUp'>,
): Promise<Readiness> {
  const names = Object.keys(probes) as Dependency[];
  const answers = await Promise.all(
    names.map(async (dependency) => {
      const answer = await probes[dependency]().then(
        () => 'ok',
        (error: unknown) => (error instanceof Error ? error.message : 'no answer'),
      );
      metrics.dependencyUp.with({ dependency }).set(answer === 'ok' ? 1 : 0);
      return [dependency, answer] as const;
    }),
  );
  return { ok: answers.every(([, answer]) => answer === 'ok'), checks: Object.fromEntries(answers) };
}
