import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseTraceparent } from '../src/sdk/parse-traceparent.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('A traceparent', () => {
  it('is read as W3C Trace Context says', () => {
    const context = { traceId: TRACE, spanId: SPAN, isRemote: true };
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-01`)).to.deep.equal({ ...context, traceFlags: 1 });
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-00`)).to.deep.equal({ ...context, traceFlags: 0 });
  });

  it('keeps «sampled» of the flags and nothing else', () => {
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-ff`)?.traceFlags).to.equal(1);
  });

  it('of a later version may have more fields', () => {
    expect(parseTraceparent(`01-${TRACE}-${SPAN}-01-what-ever`)?.traceId).to.equal(TRACE);
  });

  for (const wrong of [
    '',
    'hello',
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-01-more`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}-${SPAN}-01\n`,
    `00-${TRACE}-${SPAN}-0g`,
  ]) {
    it(`is none: ${JSON.stringify(wrong)}`, () => {
      expect(parseTraceparent(wrong)).to.equal(null);
    });
  }
});
