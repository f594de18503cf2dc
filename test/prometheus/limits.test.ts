import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { readText } from '../docs/pages.js';
import { alerts } from './rules.js';

const MIB = 1024 * 1024;
/** A gateway ends by force so long after its drain. */
const END_SECONDS = 15;

interface Deployment {
  readonly spec: {
    readonly template: {
      readonly spec: { readonly containers: readonly [{ readonly resources: Resources }] };
    };
  };
}
interface Resources {
  readonly limits: { readonly memory: string };
}

const alert = (name: string) => {
  const found = alerts().find((each) => each.alert === name);
  if (!found) throw new Error(`there is no alert ${name}`);
  return found;
};

describe('Alerts that are tied to other settings', () => {
  for (const program of ['gateway', 'worker']) {
    it(`warn of memory before Kubernetes ends a ${program}`, () => {
      const { spec } = parse(readText(`k8s/base/${program}/deployment.yaml`)) as Deployment;
      const [, gibibytes = ''] =
        /^(\d+)Gi$/.exec(spec.template.spec.containers[0].resources.limits.memory) ?? [];
      const [, mebibytes = ''] = /> (\d+) \* 1024 \* 1024/.exec(alert('CrosstalkMemoryHigh').expr) ?? [];
      const share = (Number(mebibytes) * MIB) / (Number(gibibytes) * 1024 * MIB);
      expect(share).to.be.within(0.8, 0.95);
    });
  }

  it('let every drain end that a deployment of ours asks for', () => {
    const files = ['k8s/base/prepare/gateway.env', 'k8s/overlays/production/kustomization.yaml'];
    const drains = files.flatMap((file) =>
      [...readText(file).matchAll(/DRAIN_SECONDS=(\d+)/g)].map(([, seconds]) => Number(seconds)),
    );
    expect(drains).to.not.deep.equal([]);
    const [, minutes = ''] = /^(\d+)m$/.exec(alert('CrosstalkDrainStuck').for ?? '') ?? [];
    expect(Number(minutes) * 60).to.be.above(Math.max(...drains) + END_SECONDS);
  });
});
