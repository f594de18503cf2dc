import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { ROOT } from '../docs/pages.js';
import { type CustomSchema, customValidator } from './custom-validator.js';
import type { Manifest } from './manifest.js';
import { idOf, ofKind } from './query.js';
import { demand, findKustomize, findValidator, type Outcome, runTool, type Tool } from './render/tools.js';
import { renderVariant, VARIANTS } from './render/variants.js';

/** The oldest that has the pause of `preStop` as an action, and the newest whose schemas the validator has. */
const KUBERNETES = ['1.30', '1.37'];
const FOLDER = join(ROOT, 'test', 'k8s', 'schemas');

const schemas = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, ...(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as CustomSchema) }));

/** What the schemas of the custom resource say; the wider channel of the Gateway API where its fields are used. */
function customOffences(manifest: Manifest, channel: 'standard' | 'experimental'): readonly string[] {
  const schema = schemas.find(
    ({ name, kind, apiVersion }) =>
      kind === manifest.kind &&
      apiVersion === manifest.apiVersion &&
      (kind !== 'HTTPRoute' || name.includes(channel)),
  );
  return schema ? customValidator(schema)(manifest) : ['no schema'];
}

function isBuiltIn({ apiVersion }: Manifest): boolean {
  return !schemas.some((schema) => schema.apiVersion === apiVersion);
}

function validate(validator: Tool, version: string, manifests: readonly Manifest[]): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'crosstalk-schemas-'));
  try {
    const file = join(folder, 'manifests.yaml');
    writeFileSync(file, manifests.map((each) => `---\n${JSON.stringify(each)}\n`).join(''));
    return runTool(validator, '--strict', '-k', version, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const variant of VARIANTS) {
  describe(`The objects of «${variant.name}»`, () => {
    let manifests: Manifest[] = [];
    const channel = variant.components?.includes('gateway-api-sticky') ? 'experimental' : 'standard';

    before(function () {
      manifests = renderVariant(demand(this, findKustomize(), 'kustomize'), variant);
    });

    for (const version of KUBERNETES) {
      it(`have no field that Kubernetes ${version} does not know`, function () {
        const validator = demand(this, findValidator(), 'kubernetes-validate');
        const builtIn = manifests.filter(isBuiltIn);
        const { ok, said } = validate(validator, version, builtIn);
        expect(ok, said).to.equal(true);
        expect(said.match(/passed/g)).to.have.lengthOf(builtIn.length);
      });
    }

    it('are custom resources as their definitions have them', () => {
      const offences = manifests
        .filter((manifest) => !isBuiltIn(manifest))
        .flatMap((manifest) => customOffences(manifest, channel).map((each) => `${idOf(manifest)}: ${each}`));
      expect(offences).to.deep.equal([]);
    });
  });
}

describe('The schemas', () => {
  let manifests: Manifest[] = [];
  const [, production, alternatives] = VARIANTS;

  before(function () {
    const kustomize = demand(this, findKustomize(), 'kustomize');
    if (production && alternatives)
      manifests = [...renderVariant(kustomize, production), ...renderVariant(kustomize, alternatives)];
  });

  it('refuse a misspelt field of a Deployment', function () {
    const validator = demand(this, findValidator(), 'kubernetes-validate');
    const [deployment] = ofKind(manifests, 'Deployment');
    const misspelt = { ...deployment, spec: { ...deployment?.spec, minReadySecond: 10 } } as Manifest;
    const { ok, said } = validate(validator, '1.30', [misspelt]);
    expect(ok, said).to.equal(false);
    expect(said).to.include('minReadySecond');
  });

  for (const kind of ['HTTPRoute', 'ServiceMonitor', 'PrometheusRule', 'ScaledObject', 'ExternalSecret']) {
    it(`refuse a misspelt field of a ${kind}`, () => {
      const [manifest] = ofKind(manifests, kind);
      const misspelt = { ...manifest, spec: { ...manifest?.spec, misspelt: true } } as Manifest;
      expect(customOffences(misspelt, 'experimental').join()).to.include('misspelt');
    });
  }

  it('know that stickiness of the Gateway API is experimental', () => {
    const [route] = ofKind(manifests, 'HTTPRoute');
    if (!route) throw new Error('no route');
    expect(customOffences(route, 'standard').join()).to.include('sessionPersistence');
  });
});
