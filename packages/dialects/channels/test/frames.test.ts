import { UnreadableRequest } from '@crosstalk/dialect-kit';
import { ChatError } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { channels } from '../src/dialect.js';

const event = (payload: unknown) => ({ kind: 'event', event: 'typing', payload, bytes: 0 }) as const;

describe('channels: envelope', () => {
  it('reads a missing payload as an empty one', () => {
    expect(channels.read(event(undefined))).to.deep.equal({
      event: 'typing',
      data: {},
      correlation: undefined,
    });
  });

  it('correlates by the transaction, the empty one too', () => {
    expect(channels.read(event({ transaction: '' })).correlation).to.equal('');
    expect(channels.read(event({ transaction: 'x'.repeat(128) })).correlation).to.have.length(128);
  });

  for (const transaction of [null, 5, {}, ['a'], 'x'.repeat(129)]) {
    it(`refuses the transaction ${JSON.stringify(transaction).slice(0, 20)} without a second event`, () => {
      const error = thrownBy(() => channels.read(event({ transaction })));
      expect(error.error.fields).to.have.property('transaction');
      expect(channels.refuse(error.request, error.error).frames).to.have.length(1);
    });
  }

  for (const payload of ['text', 5, [], null, true]) {
    it(`${payload === null ? 'takes' : 'refuses'} the payload ${JSON.stringify(payload)}`, () => {
      if (payload === null) expect(channels.read(event(payload)).data).to.deep.equal({});
      else expect(thrownBy(() => channels.read(event(payload))).error.fields).to.have.property('data');
    });
  }

  it('answers x with x-success and the acknowledgement with ok', () => {
    const request = { event: 'typing', data: {}, correlation: 't1' };
    expect(channels.answer(request, { on: true })).to.deep.equal({
      frames: [['typing-success', { transaction: 't1', on: true }]],
      acknowledgement: { ok: true, on: true },
    });
  });

  it('leaves the transaction out of the answer when none was given', () => {
    const request = { event: 'auth', data: {}, correlation: undefined };
    expect(channels.answer(request, { userId: '7' }).frames).to.deep.equal([
      ['auth-success', { userId: '7' }],
    ]);
  });

  it('refuses with both error events and the acknowledgement', () => {
    const error = new ChatError('rate_limited', 'Slow down.', { retryAfterMs: 1_200 });
    expect(channels.refuse({ event: 'typing', correlation: 't1' }, error)).to.deep.equal({
      frames: [
        ['socket-api-error', { event: 'typing', code: 'rate_limited', message: 'Slow down.', retryAfter: 2 }],
        ['socket-api-error-t1', 'Slow down.'],
      ],
      acknowledgement: {
        ok: false,
        error: { code: 'rate_limited', message: 'Slow down.', retryAfter: 2 },
      },
    });
  });

  it('words an invalid request with the names of the wire', () => {
    const error = new ChatError('invalid', 'roomId: no', { fields: { channelId: 'no' } });
    const [[, payload]] = channels.refuse({ event: 'sync', correlation: undefined }, error).frames as [
      [string, unknown],
    ];
    expect(payload).to.include({ message: 'channelId: no' });
  });

  it('takes the token of the handshake and nothing else of it', () => {
    const shown = (auth: unknown) => channels.handshakeToken?.({ headers: {}, subprotocols: [], auth });
    expect(shown({ token: 'abc' })).to.equal('abc');
    for (const auth of [undefined, null, 'abc', {}, { token: 5 }, { token: '' }])
      expect(shown(auth)).to.equal(null);
  });

  it('gives an expired token sixty seconds', () => {
    expect(channels.expiry.frames).to.deep.equal([['auth-expired', {}]]);
    expect(channels.expiry.graceMs).to.equal(60_000);
  });
});

function thrownBy(read: () => unknown): UnreadableRequest {
  try {
    read();
  } catch (error) {
    if (error instanceof UnreadableRequest) return error;
  }
  throw new Error('was read');
}
