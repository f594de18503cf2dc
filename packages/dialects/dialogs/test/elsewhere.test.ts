import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { BenchSocket } from '../../../../test/conformance/bench/bench-socket.js';
import { actorOf, namesOf, type Payload, Stage, say, told } from './stage.js';

describe('dialogs: what other doors do', () => {
  it('shows a group with its first message, its changes and the removal from it', async () => {
    const stage = await Stage.open();
    const { bench, ann, bob } = stage;
    const socket = await stage.socketOf(bob);
    const actor = actorOf(ann.user);
    const { room } = await bench.useCases.createRoom(actor, {
      type: 'group',
      users: [bob.user.id],
      title: 'Team',
    });
    await bench.useCases.postMessage(actor, { roomId: room.id, text: 'welcome' });
    await bench.settled();
    const [[first, made] = ['', {}], [second, news] = ['', {}]] = told(socket);
    expect([first, second]).to.deep.equal(['on.chat.new', 'on.message.new']);
    expect(made).to.have.nested.property('room.title', 'Team');
    expect(made).to.have.nested.property('chat.user', null);
    expect(news).to.have.nested.property('message.text', 'welcome');
    expect(news).to.have.nested.property('chat.unread', 1);

    await bench.useCases.renameRoom(actor, { roomId: room.id, title: 'Crew' });
    const eve = await bench.person('eve');
    await bench.useCases.addMembers(actor, { roomId: room.id, users: [eve.user.id] });
    await bench.useCases.removeMembers(actor, { roomId: room.id, users: [eve.user.id] });
    await bench.settled();
    const changes = told(socket);
    expect(changes.map(([name]) => name)).to.deep.equal(Array(3).fill('on.chat.update'));
    expect(changes.map(([, { room: now }]) => (now as { users: unknown[] }).users.length)).to.deep.equal([
      2, 3, 2,
    ]);

    await bench.useCases.removeMembers(actor, { roomId: room.id, users: [bob.user.id] });
    await bench.useCases.postMessage(actor, { roomId: room.id, text: 'without bob' });
    await bench.settled();
    const [[name, gone] = ['', {}], ...more] = told(socket);
    expect(name).to.equal('on.chat.delete');
    expect(gone).to.include({ reason: 'removed' });
    expect(gone).to.have.nested.property('room.id', room.id);
    expect(more).to.deep.equal([]);
  });

  it('tells who is added of the chat, and nobody twice', async () => {
    const stage = await Stage.open();
    const { bench, ann, bob } = stage;
    const eve = await bench.person('eve');
    const [old, added] = [await stage.socketOf(bob), await stage.socketOf(eve)];
    const actor = actorOf(ann.user);
    const { room } = await bench.useCases.createRoom(actor, { type: 'group', users: [bob.user.id] });
    await bench.useCases.addMembers(actor, { roomId: room.id, users: [eve.user.id] });
    await bench.useCases.deleteRoom(actor, room.id);
    await bench.settled();
    expect(namesOf(old)).to.deep.equal(['on.chat.new', 'on.chat.update', 'on.chat.delete']);
    expect(namesOf(added)).to.deep.equal(['on.chat.new', 'on.chat.delete']);
  });

  it('shows a reaction and an edit as on.message.edit, and a mute as on.chat.update', async () => {
    const stage = await Stage.open();
    const { bench, bob, ann, roomId } = stage;
    const socket = await stage.socketOf(ann);
    const actor = actorOf(bob.user);
    const { message } = await bench.useCases.postMessage(actor, { roomId, text: 'hi' });
    await bench.useCases.editMessage(actor, { messageId: message.id, text: 'hi!' });
    await bench.useCases.reactToMessage(actor, { messageId: message.id, emoji: '👍', on: true });
    await bench.useCases.muteRoom(actorOf(ann.user), { roomId, muted: true });
    await bench.settled();
    const events = new Map(told(socket).map(([name, payload]) => [name, payload]));
    expect([...events.keys()]).to.have.members(['on.message.new', 'on.message.edit', 'on.chat.update']);
    const reactions = [{ emoji: '👍', count: 1, user_ids: [bob.user.id] }];
    expect((events.get('on.message.edit') as Payload).message).to.deep.include({ text: 'hi!', reactions });
    expect(events.get('on.chat.update')).to.have.nested.property('chat.muted', true);
  });

  it('does not bring back what a viewer has cleared away', async () => {
    const stage = await Stage.open();
    const { bench, bob, ann, roomId } = stage;
    const socket = await stage.socketOf(ann);
    const actor = actorOf(bob.user);
    const { message } = await bench.useCases.postMessage(actor, { roomId, text: 'hi' });
    await say(socket, 'chat.clear', { room_id: roomId });
    socket.take();
    await bench.useCases.editMessage(actor, { messageId: message.id, text: 'secret' });
    await bench.useCases.deleteMessage(actor, message.id);
    await bench.useCases.postMessage(actor, { roomId, text: 'new' });
    await bench.settled();
    expect(texts(socket)).to.deep.equal(['on.message.new new']);
  });

  it('ends a typing notice silently', async () => {
    const stage = await Stage.open();
    const { bench, bob, ann, roomId } = stage;
    const [socket, own] = [await stage.socketOf(ann), await stage.socketOf(bob)];
    await bench.useCases.setTyping(actorOf(bob.user), { roomId, on: true });
    await bench.useCases.setTyping(actorOf(bob.user), { roomId, on: false });
    await bench.settled();
    expect(namesOf(socket)).to.deep.equal(['on.chat.typing']);
    expect(namesOf(own)).to.deep.equal([]);
  });
});

function texts(socket: BenchSocket): string[] {
  return told(socket).map(([name, { message }]) => `${name} ${(message as Payload).text}`);
}
