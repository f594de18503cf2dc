import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { dialects } from '../../apps/gateway/src/compose/dialects.js';
import { expectBlock } from '../docs/expect-block.js';
import { profilesTable } from './report/profiles-table.js';
import { composeScript } from './run/compose-script.js';
import { loadOptions, PROFILES } from './run/load-options.js';
import { longestRun, readProfile, scaled } from './run/profile.js';
import { DIALECTS } from './users/dialects.js';

interface Condition {
  readonly expression: string;
  readonly strict?: boolean;
}
interface Config {
  readonly ensure: { readonly maxErrorRate: number; readonly conditions: readonly Condition[] };
}

const TARGET = 'http://127.0.0.1:3000';
/** The computer of somebody who only wants to try it. */
const MOST_USERS = 500;
const MOST_MINUTES = 25;

function compose(...words: string[]) {
  const options = loadOptions(words);
  return composeScript(scaled(readProfile(options.profile), options), options, TARGET);
}

function conditionsOf(...words: string[]): readonly Condition[] {
  return (compose(...words).config as Config).ensure.conditions;
}

describe('The script of the load test', () => {
  it('has a scenario and a voice for every dialect', () => {
    const names = dialects.map(({ name }) => name).sort();
    expect(compose().scenarios.map(({ name }) => name)).to.deep.equal(names);
    expect([...DIALECTS].sort()).to.deep.equal(names);
  });

  it('leaves out fsego where there is no chat key', () => {
    const names = compose('--chat-key', 'none').scenarios.map(({ name }) => name);
    expect(names).to.deep.equal(['casamsa', 'channels', 'consumer', 'dialogs']);
  });

  it('demands what was promised: acknowledgements within 250 ms, at most 0.025 % errors, nothing lost', () => {
    const { ensure } = compose().config as Config;
    expect(ensure.maxErrorRate).to.equal(0.025);
    expect(ensure.conditions).to.deep.equal([
      { expression: 'crosstalk.ack_ms.p99 <= 250' },
      { expression: 'crosstalk.errors / crosstalk.requests * 100 <= 0.025' },
      { expression: 'crosstalk.lost == 0' },
      { expression: 'crosstalk.doubled == 0' },
      { expression: 'crosstalk.disordered == 0' },
    ]);
  });

  it('frees nothing but the latency when that is only to be told', () => {
    const free = conditionsOf('--report-latency').filter(({ strict }) => strict === false);
    expect(free.map(({ expression }) => expression)).to.deep.equal(['crosstalk.ack_ms.p99 <= 250']);
  });

  for (const name of PROFILES) {
    it(`${name} is bounded in people and in time`, () => {
      const profile = scaled(readProfile(name), { scale: 1, stretch: 1 });
      for (const { maxVusers = Number.POSITIVE_INFINITY } of profile.phases)
        expect(maxVusers).to.be.at.most(MOST_USERS);
      expect(longestRun(profile) / 60).to.be.at.most(MOST_MINUTES);
    });
  }

  it('grows with the scale and lasts longer with the stretch', () => {
    const [small, large] = [1, 3].map((factor) =>
      scaled(readProfile('spike'), { scale: factor, stretch: factor }),
    );
    expect(large?.rooms).to.equal((small?.rooms ?? 0) * 3);
    expect(
      large?.phases.map(({ duration, arrivalRate, rampTo }) => [duration, arrivalRate, rampTo]),
    ).to.deep.equal(
      small?.phases.map(({ duration, arrivalRate, rampTo }) => [
        duration * 3,
        arrivalRate * 3,
        rampTo && rampTo * 3,
      ]),
    );
  });

  it('refuses what it does not know', () => {
    expect(() => loadOptions(['--profile', 'storm'])).to.throw(TypeError, 'There is no profile "storm".');
    expect(() => loadOptions(['--scale', '0'])).to.throw(TypeError, '--scale takes a number above 0');
    expect(() => loadOptions(['--target', 'ftp://a'])).to.throw(
      TypeError,
      'ftp://a is no http or https URL.',
    );
  });

  it('is in the table of its page as it is', () => {
    expectBlock('docs/load-testing.md', 'profiles', profilesTable());
  });
});

describe('Artillery as it is installed', () => {
  const folder = join(import.meta.dirname, 'install');
  const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'));

  it('has nothing that would tell anybody about a run, for its switch only shortens what is told', () => {
    const { packages } = read('package-lock.json') as { packages: Record<string, { resolved?: string }> };
    const told = Object.entries(packages).filter(([path]) => path.endsWith('node_modules/posthog-node'));
    expect(told.map(([, { resolved }]) => resolved)).to.deep.equal(['absent']);
  });

  it('has no browser', () => {
    const { packages } = read('package-lock.json') as { packages: Record<string, unknown> };
    expect(Object.keys(packages).filter((path) => /\/playwright(-core)?$/.test(path))).to.deep.equal([]);
  });
});
