import { expect } from 'chai';
import { describe, it } from 'mocha';
import { actorOf, Stage, say, told } from './stage.js';

describe('dialogs: presence', () => {
  it('tells right after the dialogs who is online, once for each, and nothing of the others', async () => {
    const stage = await Stage.open();
    const { bench, ann, bob } = stage;
    const [cat, dan] = [await bench.person('cat'), await bench.person('dan')];
    const users = [bob.user.id, cat.user.id, dan.user.id];
    await bench.useCases.createRoom(actorOf(ann.user), { type: 'group', users });
    bench.ports.presence.setOnline(bob.user.id, cat.user.id);
    const socket = bench.connect();
    await say(socket, 'user.auth', { token: ann.token });
    const [[first] = [''], ...others] = told(socket);
    expect(first).to.equal('on.user.authorized');
    expect(others.map(([name]) => name)).to.deep.equal(['on.user.online', 'on.user.online']);
    expect(others.map(([, payload]) => payload)).to.have.deep.members([
      { id: bob.user.id, online: true },
      { id: cat.user.id, online: true },
    ]);
  });

  it('shows in the dialogs who is online', async () => {
    const stage = await Stage.open();
    stage.bench.ports.presence.setOnline(stage.bob.user.id);
    const socket = stage.bench.connect();
    await say(socket, 'user.auth', { token: stage.ann.token });
    expect(told(socket)[0]?.[1]).to.have.nested.property('dialogs[0].chat.user.online', true);
  });

  it('tells a change to who shares a room and to nobody else', async () => {
    const stage = await Stage.open();
    const { bench, bob } = stage;
    const friend = await stage.socketOf(stage.ann);
    const stranger = await stage.socketOf(await bench.person('eve'));
    bench.tellPresence({ userId: bob.user.id, online: true, lastSeen: null });
    bench.tellPresence({ userId: bob.user.id, online: false, lastSeen: bench.ports.clock.now() });
    await bench.settled();
    expect(told(friend)).to.deep.equal([
      ['on.user.online', { id: bob.user.id, online: true }],
      ['on.user.online', { id: bob.user.id, online: false }],
    ]);
    expect(told(stranger)).to.deep.equal([]);
  });
});
