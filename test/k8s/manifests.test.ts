import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { parse } from 'yaml';
import { readText } from '../docs/pages.js';
import type { Manifest } from './manifest.js';
import { wrongQueries } from './policies/metrics-exist.js';
import { POLICIES } from './policies.js';
import { ofKind } from './query.js';
import { demand, findKustomize } from './render/tools.js';
import { renderVariant, VARIANTS } from './render/variants.js';

interface AdapterValues {
  readonly rules: { readonly custom: readonly { readonly seriesQuery: string }[] };
}

for (const variant of VARIANTS) {
  describe(`The deployment «${variant.name}»`, () => {
    let manifests: Manifest[] = [];

    before(function () {
      manifests = renderVariant(demand(this, findKustomize(), 'kustomize'), variant);
    });

    it('has gateways, workers and a migration in one namespace', () => {
      const kinds = manifests.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'Deployment' || kind === 'Job')).to.have.lengthOf(3);
      const namespaces = manifests.map(({ kind, metadata }) =>
        kind === 'Namespace' ? metadata.name : metadata.namespace,
      );
      expect(new Set(namespaces).size).to.equal(1);
    });

    for (const [sentence, policy] of Object.entries(POLICIES)) {
      it(sentence, () => {
        expect(policy(manifests)).to.deep.equal([]);
      });
    }
  });
}

describe('The rules of the Prometheus adapter', () => {
  it('offer what the autoscaler asks for, from metrics that exist', function () {
    const kustomize = demand(this, findKustomize(), 'kustomize');
    const production = VARIANTS.find(({ name }) => name === 'production');
    if (!production) throw new Error('no production');
    const [autoscaler] = ofKind(renderVariant(kustomize, production), 'HorizontalPodAutoscaler');
    const asked = autoscaler?.spec?.metrics?.map(({ pods }) => pods?.metric.name);
    const values = parse(readText('k8s/examples/prometheus-adapter.yaml')) as AdapterValues;
    const queries = values.rules.custom.map(({ seriesQuery }) => seriesQuery);
    expect(queries.map((query) => /^\w+/.exec(query)?.[0])).to.have.members(asked ?? []);
    expect(wrongQueries(queries)).to.deep.equal([]);
  });
});
