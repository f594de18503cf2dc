import { stringify } from 'yaml';
import { FOLDER, ruleFiles } from './rules.js';

const HEADER = `# Generated from ${FOLDER}/rules; regenerate with UPDATE_GENERATED=1. Change the rules there.\n`;

/** The rules as an object of Kubernetes, for the Prometheus operator. */
export function prometheusRule(): string {
  const manifest = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'crosstalk', labels: { release: 'kube-prometheus-stack' } },
    spec: { groups: ruleFiles().flatMap(({ groups }) => groups) },
  };
  return HEADER + stringify(manifest, { lineWidth: 0 });
}
