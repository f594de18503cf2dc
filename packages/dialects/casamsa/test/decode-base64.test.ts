import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeBase64 } from '../src/decode-base64.js';

describe('casamsa: decodeBase64', () => {
  it('decodes what an encoder made of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const decoded = decodeBase64(Buffer.from(bytes).toString('base64'));
        expect([...(decoded ?? [])]).to.deep.equal([...bytes]);
      }),
    );
  });

  it('decodes nothing to nothing', () => {
    expect(decodeBase64('')).to.have.length(0);
  });

  for (const text of [
    '=',
    'A',
    'AA',
    'AAA',
    'AA=',
    'AB==',
    'AAB=',
    'AA==\n',
    'AA-_',
    'data:;base64,AA==',
    'é',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(decodeBase64(text)).to.equal(null);
    });
  }
});
