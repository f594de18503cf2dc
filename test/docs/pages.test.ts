import { expect } from 'chai';
import { describe, it } from 'mocha';
import { allFileNames, missingFiles, missingTests, npmScriptsIn, readPages, readText } from './pages.js';

const README_LINES = 150;
const DECISION_LINES = 50;

const pages = readPages();
const fileNames = allFileNames();
const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };

describe('The pages', () => {
  for (const page of pages) {
    it(`${page.path} names only files that exist`, () => {
      expect(missingFiles(page, fileNames)).to.deep.equal([]);
    });

    it(`${page.path} names only npm scripts that exist`, () => {
      expect(npmScriptsIn(page).filter((name) => !(name in scripts))).to.deep.equal([]);
    });
  }

  it('docs/promises.md names only tests that exist', () => {
    const promises = { path: 'docs/promises.md', text: readText('docs/promises.md') };
    expect(promises.text.match(/«/g)?.length).to.be.at.least(15);
    expect(missingTests(promises)).to.deep.equal([]);
  });

  it('notice a file that does not exist, however it is named', () => {
    const text =
      'See `packages/domain/src/gone.ts`, `gone.ts`, [it](gone.md).\n```\nnode apps/gone/main.js\n```\n';
    expect(missingFiles({ path: 'docs/page.md', text }, fileNames)).to.deep.equal([
      'docs/gone.md',
      'packages/domain/src/gone.ts',
      'apps/gone/main.js',
      'gone.ts',
    ]);
  });

  it('keep the README short enough to be read', () => {
    expect(readText('README.md').split('\n').length - 1).to.be.at.most(README_LINES);
  });

  it('keep the decisions to a page each', () => {
    const long = pages
      .filter(({ path }) => path.startsWith('docs/decisions/'))
      .filter(({ text }) => text.split('\n').length - 1 > DECISION_LINES);
    expect(long.map(({ path }) => path)).to.deep.equal([]);
  });
});
