import type { ObjectFrame } from '@crosstalk/dialect-kit';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { consumer } from '../src/dialect.js';
import { handshakeToken, subprotocol } from '../src/handshake.js';

const tokenOf = (authorization: string | undefined, subprotocols: readonly string[] = []) =>
  handshakeToken({
    headers: authorization === undefined ? {} : { authorization },
    auth: { token: 'x' },
    subprotocols,
  });

describe('consumer: handshake', () => {
  it('takes the token of the header, whatever the case of its scheme', () => {
    expect(tokenOf('Bearer a.b-c_d')).to.equal('a.b-c_d');
    expect(tokenOf('bearer  a.b.c ')).to.equal('a.b.c');
  });

  it('takes the subprotocol after bearer, wherever it stands', () => {
    expect(tokenOf(undefined, ['bearer', 'a.b.c'])).to.equal('a.b.c');
    expect(tokenOf(undefined, ['chat', 'bearer', 'a.b.c'])).to.equal('a.b.c');
  });

  it('lets the header count where both are there', () => {
    expect(tokenOf('Bearer one', ['bearer', 'other'])).to.equal('one');
    expect(tokenOf('Basic one', ['bearer', 'other'])).to.equal(null);
  });

  for (const header of [
    '',
    'Bearer',
    'Bearer ',
    'Basic abc',
    'Bearer a b',
    'Bearer a,b',
    'xBearer a',
    'Bearera',
  ]) {
    it(`finds no token in «${header}»`, () => {
      expect(tokenOf(header)).to.equal(null);
    });
  }

  it('finds no token where none is offered, nor in a payload of another transport', () => {
    expect(tokenOf(undefined)).to.equal(null);
    expect(tokenOf(undefined, ['bearer'])).to.equal(null);
    expect(tokenOf(undefined, ['a.b.c'])).to.equal(null);
  });

  it('chooses bearer and never the token', () => {
    expect(subprotocol(['bearer', 'a.b.c'])).to.equal('bearer');
    expect(subprotocol(['a.b.c', 'bearer'])).to.equal('bearer');
    expect(subprotocol(['a.b.c'])).to.equal(null);
    expect(subprotocol([])).to.equal(null);
  });

  it('ends a session whose token ran out at once, with an error before the close', () => {
    const { frames, graceMs, close } = consumer.expiry;
    expect(graceMs).to.equal(0);
    expect(close).to.include({ code: 4401 });
    const [frame, ...more] = frames as ObjectFrame[];
    expect(more).to.deep.equal([]);
    expect(frame).to.nested.include({
      type: 'error',
      'content.code': 'unauthenticated',
      'content.event': null,
    });
  });
});
