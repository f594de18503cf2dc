import { expect } from 'chai';
import { describe, it } from 'mocha';
import { Stage, say, told } from './stage.js';

describe('dialogs: calls', () => {
  it('end by themselves on every device of both when nobody answers for 45 seconds', async () => {
    const stage = await Stage.open();
    const { ann, bob, bench } = stage;
    const caller = await stage.socketOf(ann);
    const elsewhere = await stage.socketOf(ann);
    const rung = [await stage.socketOf(bob), await stage.socketOf(bob)];
    await say(caller, 'call.start', { user_id: bob.user.id });
    for (const socket of rung) expect(told(socket)[0]?.[0]).to.equal('on.call.init');

    bench.ports.timers.advance(44_999);
    await bench.settled();
    expect(told(caller)).to.deep.equal([]);
    bench.ports.timers.advance(1);
    await bench.settled();
    const [[name, end] = ['', {}]] = told(caller);
    expect([name, end]).to.have.deep.nested.property('[1].reason', 'timeout');
    expect(end).to.have.nested.property('user.id', bob.user.id);
    for (const socket of rung) {
      const [ended] = told(socket);
      expect(ended?.[0]).to.equal('on.call.end');
      expect(ended?.[1]).to.include({ reason: 'timeout' });
      expect(ended?.[1]).to.have.nested.property('user.id', ann.user.id);
    }
    expect(told(elsewhere)).to.deep.equal([]);

    await say(rung[0] ?? caller, 'call.answer', { user_id: ann.user.id });
    expect(rung[0]?.acknowledged.at(-1)).to.have.nested.property('error.code', 'not_found');
  });

  it('do not ring out after they were answered', async () => {
    const stage = await Stage.open();
    const [caller, callee] = [await stage.socketOf(stage.ann), await stage.socketOf(stage.bob)];
    await say(caller, 'call.start', { user_id: stage.bob.user.id });
    await say(callee, 'call.answer', { user_id: stage.ann.user.id });
    told(caller);
    told(callee);
    stage.bench.ports.timers.advance(100_000);
    await stage.bench.settled();
    expect([...told(caller), ...told(callee)]).to.deep.equal([]);
  });

  it('end for the other end when the socket that is in one goes away', async () => {
    const stage = await Stage.open();
    const [caller, callee] = [await stage.socketOf(stage.ann), await stage.socketOf(stage.bob)];
    await say(caller, 'call.start', { user_id: stage.bob.user.id });
    told(callee);
    const origin = { connectionId: caller.connectionId };
    const { id: userId, tenant } = stage.ann.user;
    await stage.bench.useCases.dropCalls({ userId, tenant, scopes: [], origin });
    await stage.bench.settled();
    const [[name, end] = ['', {}]] = told(callee);
    expect(name).to.equal('on.call.end');
    expect(end).to.include({ reason: 'disconnected' });
  });

  it('pass on what the browsers say, and nothing that is too large or too deep', async () => {
    const stage = await Stage.open();
    const [caller, callee] = [await stage.socketOf(stage.ann), await stage.socketOf(stage.bob)];
    const signal = {
      ice_candidate: { candidate: 'c', sdpMLineIndex: 0 },
      session_description: { type: 'offer', sdp: 's' },
    };
    await say(caller, 'call.start', { user_id: stage.bob.user.id, ...signal });
    expect(told(callee)[0]?.[1]).to.deep.include(signal);
    for (const ice_candidate of ['x'.repeat(65_537), nested(18), new Uint8Array(8)]) {
      await say(caller, 'call.ice', { user_id: stage.bob.user.id, ice_candidate });
      expect(told(caller)[0]?.[1]).to.have.nested.property('fields.ice_candidate');
      expect(told(callee)).to.deep.equal([]);
    }
  });
});

function nested(levels: number): unknown {
  return JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
}
