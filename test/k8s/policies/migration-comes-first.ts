import { component, idOf, ofKind, selects } from '../query.js';
import type { Policy } from './policy.js';

const STEP = 'crosstalk-step';
const WAVE = 'argocd.argoproj.io/sync-wave';

/** What the migration needs is applied before it, and it before the nodes: by the label that README uses, and by sync waves. */
export const migrationComesFirst: Policy = (manifests) => {
  const migrate = component(manifests, 'migrate');
  if (!migrate) return ['there is no migration'];
  const prepared = [
    ...ofKind(manifests, 'Namespace', 'ConfigMap', 'ServiceAccount', 'ExternalSecret'),
    ...ofKind(manifests, 'NetworkPolicy').filter(({ spec }) => selects(spec?.podSelector, migrate.labels)),
  ];
  const { labels, annotations } = migrate.manifest.metadata;
  return [
    ...prepared
      .filter(
        ({ metadata }) => metadata.labels?.[STEP] !== 'prepare' || metadata.annotations?.[WAVE] !== '-2',
      )
      .map((manifest) => `${idOf(manifest)} is not there before the migration`),
    ...(labels?.[STEP] === 'migrate' && annotations?.[WAVE] === '-1' ? [] : ['the migration has no step']),
    ...ofKind(manifests, 'Deployment', 'Service')
      .filter(({ metadata }) => metadata.labels?.[STEP] || metadata.annotations?.[WAVE])
      .map((manifest) => `${idOf(manifest)} does not wait for the migration`),
  ];
};
