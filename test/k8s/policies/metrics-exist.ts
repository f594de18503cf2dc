import { knownSeries } from '../../prometheus/known-series.js';
import { checkQuery } from '../../promql/check-query.js';
import { JOBS, POD } from '../../promql/vocabulary.js';
import type { Manifest, Selector } from '../manifest.js';
import { idOf, ofKind, selects } from '../query.js';
import type { Policy } from './policy.js';

const known = knownSeries(POD);

/** Autoscalers and rules ask for what gateways and workers really have, in their own namespace, and find the jobs by their names. */
export const metricsExist: Policy = (manifests) => [
  ...ofKind(manifests, 'HorizontalPodAutoscaler', 'ScaledObject', 'PrometheusRule').flatMap((manifest) => {
    const asked = questionsOf(manifest);
    const namespaces = asked.flatMap((query) =>
      [...query.matchAll(/namespace="([^"]*)"/g)].map(([, name]) => name),
    );
    return [
      ...(asked.length > 0 ? [] : [`${idOf(manifest)} asks for nothing`]),
      ...wrongQueries(asked).map((offence) => `${idOf(manifest)}: ${offence}`),
      ...namespaces
        .filter((name) => name !== manifest.metadata.namespace)
        .map((name) => `${idOf(manifest)} asks for the namespace ${name}`),
    ];
  }),
  ...ofKind(manifests, 'ServiceMonitor').flatMap((monitor) => {
    const services = ofKind(manifests, 'Service').filter(({ metadata }) =>
      selects(monitor.spec?.selector as Selector, metadata.labels ?? {}),
    );
    const jobs = services.map(({ metadata }) => metadata.labels?.[monitor.spec?.jobLabel ?? ''] ?? '');
    return JOBS.filter((job) => !jobs.includes(job)).map((job) => `${idOf(monitor)} has no job ${job}`);
  }),
];

/** What is wrong with these queries, in words. */
export function wrongQueries(queries: readonly string[]): readonly string[] {
  return queries.flatMap((query) => checkQuery(query, known).offences);
}

function questionsOf({ spec }: Manifest): readonly string[] {
  return [
    ...(spec?.metrics ?? []).map(({ pods }) => pods?.metric.name ?? ''),
    ...(spec?.triggers ?? []).map(({ metadata }) => metadata.query),
    ...(spec?.groups ?? []).flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  ];
}
