import { createMetrics } from '@crosstalk/telemetry';
import type { Manifest } from '../manifest.js';
import { idOf, ofKind } from '../query.js';
import type { Policy } from './policy.js';

const METRIC = /\b(?:crosstalk|nodejs|process|bullmq)_\w+/g;
const text = await createMetrics().render();
/** Of the table and of the process; a histogram also as its series. */
const known = new Set(
  [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) => [
    name,
    ...(type === 'histogram' ? ['bucket', 'sum', 'count'].map((series) => `${name}_${series}`) : []),
  ]),
);

/** Autoscalers and rules ask for metrics that gateways and workers really have, in their own namespace. */
export const metricsExist: Policy = (manifests) =>
  ofKind(manifests, 'HorizontalPodAutoscaler', 'ScaledObject', 'PrometheusRule').flatMap((manifest) => {
    const asked = questionsOf(manifest);
    const namespaces = asked.flatMap((query) =>
      [...query.matchAll(/namespace="([^"]*)"/g)].map(([, name]) => name),
    );
    return [
      ...(asked.length > 0 ? [] : [`${idOf(manifest)} asks for nothing`]),
      ...unknownMetrics(asked).map((name) => `${idOf(manifest)}: there is no metric ${name}`),
      ...namespaces
        .filter((name) => name !== manifest.metadata.namespace)
        .map((name) => `${idOf(manifest)} asks for the namespace ${name}`),
    ];
  });

export function unknownMetrics(queries: readonly string[]): readonly string[] {
  return queries.flatMap((query) => query.match(METRIC) ?? []).filter((name) => !known.has(name));
}

function questionsOf({ spec }: Manifest): readonly string[] {
  return [
    ...(spec?.metrics ?? []).map(({ pods }) => pods?.metric.name ?? ''),
    ...(spec?.triggers ?? []).map(({ metadata }) => metadata.query),
    ...(spec?.groups ?? []).flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  ];
}
