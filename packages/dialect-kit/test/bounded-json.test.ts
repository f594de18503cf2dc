import { isBoundedJson } from '@crosstalk/dialect-kit';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const LIMIT = { bytes: 100, depth: 3 };

describe('isBoundedJson', () => {
  for (const value of [null, undefined, 5, 'x', [], {}, [[[5]]], { a: { b: { c: 'x' } } }, 'é'.repeat(49)]) {
    it(`takes ${JSON.stringify(value)}`, () => {
      expect(isBoundedJson(value, LIMIT)).to.equal(true);
    });
  }

  for (const value of [[[[[[]]]]], { a: [{ b: [0] }] }, 'é'.repeat(50), 'x'.repeat(99), Array(101).fill(0)]) {
    it(`refuses ${JSON.stringify(value).slice(0, 30)}, which is too deep or too large`, () => {
      expect(isBoundedJson(value, LIMIT)).to.equal(false);
    });
  }

  it('refuses bytes, however few, without looking at each', () => {
    expect(isBoundedJson(new Uint8Array(1), LIMIT)).to.equal(false);
    expect(isBoundedJson({ a: new ArrayBuffer(1) }, LIMIT)).to.equal(false);
    expect(isBoundedJson([Buffer.from('a')], LIMIT)).to.equal(false);
  });

  it('survives a value that is nested too deeply to be serialised', () => {
    let value: unknown = [];
    for (let depth = 0; depth < 100_000; depth += 1) value = [value];
    expect(isBoundedJson(value, { bytes: 1_000_000, depth: 16 })).to.equal(false);
  });
});
