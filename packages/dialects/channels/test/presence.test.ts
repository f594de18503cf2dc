import { type Presence, presenceChannel, type UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { DialectBench } from '../../../../test/conformance/bench/dialect-bench.js';
import { channels } from '../src/dialect.js';

describe('channels: presence', () => {
  it('tells who subscribed how it is now and every change from then on, and nobody else', async () => {
    const bench = new DialectBench(channels);
    const [ann, bob] = [await bench.person('ann'), await bench.person('bob')];
    const [socket, other] = [bench.connect(), bench.connect()];
    for (const each of [socket, other]) await each.greet(ann.token);
    bench.ports.presence.setOnline(bob.user.id);
    for (const each of [socket, other]) each.take();

    const payload = { users: [bob.user.id] };
    await socket.say({ kind: 'event', event: 'presence-subscribe', payload, bytes: 0 });
    expect(socket.take()[0]).to.deep.equal(['presence', presence(bob.user.id, true)]);

    const left: Presence = { userId: bob.user.id, online: false, lastSeen: bench.ports.clock.now() };
    bench.publish(presenceChannel(bob.user.id), { type: 'presence.changed', ...left });
    await bench.settled();
    const told = { ...presence(bob.user.id, false), lastSeen: '2026-01-01T00:00:00.000Z' };
    expect(socket.take()).to.deep.equal([['presence', told]]);
    expect(other.take()).to.deep.equal([]);
  });

  it('does not listen to people whom the caller may not see', async () => {
    const bench = new DialectBench(channels);
    const { token } = await bench.person('ann');
    const socket = bench.connect();
    await socket.greet(token);
    const unknown = 987_654_321 as UserId;
    await socket.say({ kind: 'event', event: 'presence-subscribe', payload: { users: [unknown] }, bytes: 0 });
    expect(bench.audienceOf(presenceChannel(unknown)).size).to.equal(0);
  });
});

function presence(userId: UserId, online: boolean) {
  return { userId, online, lastSeen: null };
}
