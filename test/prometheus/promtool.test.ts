import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describeWith } from '@crosstalk/testing';
import { expect } from 'chai';
import { it } from 'mocha';
import { ROOT } from '../docs/pages.js';
import { FOLDER, yamlFiles } from './rules.js';

const files = (folder: string): readonly string[] =>
  yamlFiles(`${FOLDER}/${folder}`).map((path) => path.slice(FOLDER.length + 1));

describeWith(['promtool'], 'promtool', ([promtool = '']) => {
  const run = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(promtool, args, {
      cwd: join(ROOT, FOLDER),
      encoding: 'utf8',
      timeout: 120_000,
    });
    expect(status, `${stdout}${stderr}`).to.equal(0);
    return `${stdout}${stderr}`;
  };

  it('takes the configuration, without a warning', () => {
    expect(run('check', 'config', '--lint=all', '--lint-fatal', 'prometheus.yml')).to.not.include('WARNING');
  });

  it('takes the rules, of which no two are the same', () => {
    run('check', 'rules', '--lint=all', '--lint-fatal', ...files('rules'));
  });

  it('finds that every rule gives what its tests expect', () => {
    const tests = files('tests');
    expect(run('test', 'rules', ...tests).match(/SUCCESS/g)).to.have.lengthOf(tests.length);
  });
});
