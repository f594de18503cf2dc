import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { BenchSocket } from '../../../../test/conformance/bench/bench-socket.js';
import { DialectBench } from '../../../../test/conformance/bench/dialect-bench.js';
import { channels } from '../src/dialect.js';

const OFFER = { iceCandidate: { candidate: 'c' }, sessionDescription: { type: 'offer', sdp: 's' } };

describe('channels: calls', () => {
  it('carries a call from the offer to the end', async () => {
    const { ann, bob, bobElsewhere, ids } = await twoPeople();
    await say(ann, 'call-start', { userId: ids.bob, ...OFFER });
    const [[, { callId }] = ['', { callId: undefined }]] = ann.take() as [string, { callId?: string }][];
    expect(callId).to.be.a('string');
    const [[rings, init] = []] = bob.take() as [string, object][];
    expect(rings).to.equal('call-init');
    expect(init).to.deep.include({ callId, ...OFFER });
    expect(init).to.have.nested.property('user.id', ids.ann);
    expect(bobElsewhere.take()).to.have.nested.property('[0][0]', 'call-init');

    await say(bob, 'call-answer', { userId: ids.ann, ...OFFER });
    expect(bob.take()).to.deep.equal([['call-answer-success', { callId }]]);
    expect(ann.take()).to.have.nested.property('[0][0]', 'call-answered');
    expect(bobElsewhere.take()).to.have.nested.property('[0][1].reason', 'answered_elsewhere');

    await say(ann, 'call-ice', { userId: ids.bob, iceCandidate: { candidate: 'd' } });
    expect(bob.take()).to.have.deep.nested.property('[0][1].iceCandidate', { candidate: 'd' });
    ann.take();
    await say(bob, 'call-end', { userId: ids.ann });
    expect(ann.take()).to.have.nested.property('[0][1].reason', 'hangup');
  });

  it('says that nobody is there to be called', async () => {
    const { bench, ann, ids } = await twoPeople();
    bench.ports.presence.setOffline(ids.bob, bench.ports.clock.now());
    await say(ann, 'call-start', { userId: ids.bob });
    expect(ann.take()).to.have.nested.property('[0][1].code', 'callee_offline');
  });
});

async function twoPeople() {
  const bench = new DialectBench(channels);
  const [ann, bob] = [await bench.person('ann'), await bench.person('bob')];
  bench.ports.presence.setOnline(ann.user.id, bob.user.id);
  const actor = { userId: ann.user.id, tenant: ann.user.tenant, scopes: [] };
  await bench.useCases.createRoom(actor, { type: 'direct', users: [bob.user.id] });
  const sockets = [bench.connect(), bench.connect(), bench.connect()] as const;
  await sockets[0].greet(ann.token);
  await sockets[1].greet(bob.token);
  await sockets[2].greet(bob.token);
  for (const socket of sockets) socket.take();
  return {
    bench,
    ann: sockets[0],
    bob: sockets[1],
    bobElsewhere: sockets[2],
    ids: { ann: ann.user.id, bob: bob.user.id },
  };
}

function say(socket: BenchSocket, event: string, payload: object): Promise<void> {
  return socket.say({ kind: 'event', event, payload, bytes: 0 });
}
