import { expect } from 'chai';
import { describe, it } from 'mocha';
import { isUnchanged, wantedBytes } from '../src/http/byte-range.js';

const wanted = (headers: Readonly<Record<string, string>>, size = 1_000, method = 'GET') =>
  wantedBytes({ method, headers }, { size, etag: '"a"' });
const range = (first: number, last: number) => ({ first, last });

describe('the bytes that a request wants', () => {
  const TABLE: readonly (readonly [string, unknown, number?])[] = [
    ['bytes=0-0', range(0, 0)],
    ['bytes=0-999', range(0, 999)],
    ['bytes=500-', range(500, 999)],
    ['bytes=999-', range(999, 999)],
    ['bytes=0-99999', range(0, 999)],
    ['bytes=-1', range(999, 999)],
    ['bytes=-1000', range(0, 999)],
    ['bytes=-99999', range(0, 999)],
    ['Bytes=1-2', range(1, 2)],
    ['bytes= 1-2 ', range(1, 2)],
    ['bytes=1000-', 'outside'],
    ['bytes=1000-1001', 'outside'],
    ['bytes=-0', 'outside'],
    ['bytes=0-', 'outside', 0],
    ['bytes=-5', 'whole', 0],
    ['bytes=2-1', 'whole'],
    ['bytes=0-1,3-4', 'whole'],
    ['bytes=', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=a-b', 'whole'],
    ['bytes=1', 'whole'],
    ['bytes 1-2', 'whole'],
    ['items=0-1', 'whole'],
    ['bytes=0x1-2', 'whole'],
    ['bytes=-1-2', 'whole'],
    [`bytes=0-${'9'.repeat(400)}`, 'whole'],
    ['', 'whole'],
  ];
  for (const [header, expected, size] of TABLE) {
    it(`are ${JSON.stringify(expected)} for «${header.slice(0, 20)}» of ${size ?? 1_000}`, () => {
      expect(wanted({ range: header }, size)).to.deep.equal(expected);
    });
  }

  it('are all of them without a range, for another method, and when the condition does not hold', () => {
    expect(wanted({})).to.equal('whole');
    expect(wanted({ range: 'bytes=0-1' }, 1_000, 'HEAD')).to.equal('whole');
    expect(wanted({ range: 'bytes=0-1', 'if-range': '"a"' })).to.deep.equal(range(0, 1));
    for (const condition of ['"b"', 'W/"a"', 'Sat, 21 Nov 2026 10:00:00 GMT', '']) {
      expect(wanted({ range: 'bytes=0-1', 'if-range': condition }), condition).to.equal('whole');
    }
  });

  it('are known to the caller when a tag says so', () => {
    const known = (value: string): boolean => isUnchanged({ headers: { 'if-none-match': value } }, '"a"');
    for (const value of ['"a"', 'W/"a"', '"b", "a"', '*', ' "a" '])
      expect(known(value), value).to.equal(true);
    for (const value of ['"b"', '', 'a', '"a', '"A"']) expect(known(value), value).to.equal(false);
    expect(isUnchanged({ headers: {} }, '"a"')).to.equal(false);
  });
});
