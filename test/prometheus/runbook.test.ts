import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readText } from '../docs/pages.js';
import { alerts } from './rules.js';

const headings = [...readText('docs/operations.md').matchAll(/^### (Crosstalk\w+)$/gm)].map(
  ([, name = '']) => name,
);

describe('The runbook', () => {
  it('has a paragraph for every alert, where its runbook_url leads', () => {
    const anchors = headings.map((name) => `docs/operations.md#${name.toLowerCase()}`);
    const lost = alerts().filter(({ annotations }) => !anchors.includes(annotations.runbook_url ?? ''));
    expect(lost.map(({ alert }) => alert)).to.deep.equal([]);
  });

  it('has none for an alert that does not exist', () => {
    const names = alerts().map(({ alert }) => alert);
    expect(headings.filter((name) => !names.includes(name))).to.deep.equal([]);
  });
});
