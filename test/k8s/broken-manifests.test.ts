import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { BREAKAGES } from './breakages.js';
import type { Manifest } from './manifest.js';
import { POLICIES } from './policies.js';
import { demand, findKustomize } from './render/tools.js';
import { renderVariant, VARIANTS } from './render/variants.js';

describe('The policies for deployments', () => {
  const rendered = new Map<string, Manifest[]>();

  before(function () {
    const kustomize = demand(this, findKustomize(), 'kustomize');
    for (const variant of VARIANTS) rendered.set(variant.name, renderVariant(kustomize, variant));
  });

  for (const { title, policy, variant = 'production', damage } of BREAKAGES) {
    it(`notice ${title}`, () => {
      const manifests = structuredClone(rendered.get(variant) ?? []);
      expect(POLICIES[policy](manifests), 'before').to.deep.equal([]);
      const left = damage(manifests) ?? manifests;
      expect(POLICIES[policy](left)).to.not.deep.equal([]);
    });
  }

  it('have each been seen to fail', () => {
    const seen = new Set<string>(BREAKAGES.map(({ policy }) => policy));
    expect(Object.keys(POLICIES).filter((policy) => !seen.has(policy))).to.deep.equal([]);
  });
});
