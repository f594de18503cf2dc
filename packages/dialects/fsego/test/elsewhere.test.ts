import type { Actor, RoomId, UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { BenchSocket } from '../../../../test/conformance/bench/bench-socket.js';
import type { DialectBench } from '../../../../test/conformance/bench/dialect-bench.js';
import { answerTo, buildSite, enter, person, type Told } from './support/site.js';

const told = (socket: BenchSocket) => socket.take() as unknown as readonly Told[];

/** Ann has a token, Bob and Eve came from the site; Ann makes a group with them by another API. */
async function groupOfAnn() {
  const bench = buildSite();
  const ann = await bench.person('ann');
  const [bob, eve] = [await enter(bench, person('bob')), await enter(bench, person('eve'))];
  const actor: Actor = { userId: ann.user.id, tenant: ann.user.tenant, scopes: [] };
  const users = [bob.userId, eve.userId];
  const { room } = await bench.useCases.createRoom(actor, { type: 'group', users, title: 'Team' });
  await bench.settled();
  return { bench, actor, room, bob, eve };
}

async function post(bench: DialectBench, actor: Actor, roomId: RoomId, text = 'hi') {
  const { message } = await bench.useCases.postMessage(actor, { roomId, text });
  await bench.settled();
  return message;
}

describe('fsego: what happens elsewhere', () => {
  it('shows a group of another API as a chat, with its title and people who have no id of the site', async () => {
    const { bench, bob, room, actor } = await groupOfAnn();
    const [frame, ...more] = told(bob.socket);
    expect(more).to.deep.equal([]);
    expect(frame).to.include({ action: 'NEW_CHATS', chats_id: String(room.id) });
    expect(frame?.chat).to.include({ type: 'group', title: 'Team', unread: 0, last_message: null });
    const { users = [] } = (frame?.chat ?? {}) as { users?: Told[] };
    expect(users[0]).to.deep.include({ user_id: actor.userId, id: null, name: 'ann', online: false });
    expect(users[0]).to.not.have.any.keys('email', 'phone');
    const { answer } = await enter(bench, person('bob'));
    expect(answer.chats).to.have.lengthOf(1).and.to.have.nested.property('[0].title', 'Team');
  });

  it('tells a message, its edit and its deletion', async () => {
    const { bench, actor, room, bob } = await groupOfAnn();
    told(bob.socket);
    const { id } = await post(bench, actor, room.id);
    expect(told(bob.socket)).to.have.lengthOf(1);
    await bench.useCases.editMessage(actor, { messageId: id, text: 'hello' });
    await bench.settled();
    const [edited] = told(bob.socket);
    expect(edited).to.include({ action: 'EDIT_MESSAGE', chats_id: String(room.id) });
    expect(edited?.message).to.include({ id, message: 'hello', is_read: false });
    await bench.useCases.deleteMessage(actor, id);
    await bench.settled();
    expect(told(bob.socket)).to.deep.equal([
      { action: 'DELETE_MESSAGE', chats_id: String(room.id), message_id: id },
    ]);
    const view = { action: 'VIEW_CHAT', chat_key: 'trusted-key', chats_id: String(room.id) };
    const { messages } = (await answerTo(bob.socket, view)) as unknown as { messages: Told[] };
    expect(messages).to.have.lengthOf(1);
    expect(messages[0]).to.include({ id, message: '' });
    expect(messages[0]?.deleted_at).to.be.a('string');
  });

  it('tells a new title and new members to those who stay, and those who go that they did', async () => {
    const { bench, actor, room, bob, eve } = await groupOfAnn();
    for (const each of [bob, eve]) told(each.socket);
    await bench.useCases.renameRoom(actor, { roomId: room.id, title: 'Crew' });
    await bench.settled();
    expect(told(bob.socket)[0]).to.have.nested.include({ action: 'CHAT', 'chat.title': 'Crew' });
    told(eve.socket);

    await bench.useCases.removeMembers(actor, { roomId: room.id, users: [eve.userId] });
    await bench.settled();
    expect(told(eve.socket)).to.deep.equal([
      { action: 'REMOVE_CHAT', chats_id: String(room.id), reason: 'removed' },
    ]);
    const [changed, ...more] = told(bob.socket);
    expect(more).to.deep.equal([]);
    expect(changed).to.have.nested.property('chat.users').with.lengthOf(2);
    await post(bench, actor, room.id);
    expect(told(eve.socket)).to.deep.equal([]);
    told(bob.socket);

    await bench.useCases.addMembers(actor, { roomId: room.id, users: [eve.userId] });
    await bench.settled();
    expect(told(eve.socket).map(({ action }) => action)).to.deep.equal(['NEW_CHATS']);
    expect(told(bob.socket).map(({ action }) => action)).to.deep.equal(['CHAT']);
    await bench.useCases.deleteRoom(actor, room.id);
    await bench.settled();
    expect(told(bob.socket).at(-1)).to.include({ action: 'REMOVE_CHAT', reason: 'deleted' });
  });

  it('closes nothing of a chat that its person was removed from when the next one is viewed', async () => {
    const { bench, actor, room, bob, eve } = await groupOfAnn();
    const view = (id: RoomId) => ({ action: 'VIEW_CHAT', chat_key: 'trusted-key', chats_id: String(id) });
    const { room: second } = await bench.useCases.createRoom(actor, { type: 'direct', users: [eve.userId] });
    await bench.settled();
    for (const each of [bob, eve]) told(each.socket);
    expect(await answerTo(eve.socket, view(room.id))).to.include({ action: 'VIEW_CHAT' });
    await bench.useCases.removeMembers(actor, { roomId: room.id, users: [eve.userId] });
    await bench.settled();
    told(eve.socket);
    expect(await answerTo(eve.socket, view(second.id))).to.include({ chats_id: String(second.id) });
    expect(eve.socket.openRoomId).to.equal(second.id);
    const refused = await answerTo(eve.socket, view(room.id));
    expect(refused).to.include({ action: 'ERROR', code: 'not_found' });
    expect(eve.socket.openRoomId).to.equal(second.id);
  });

  it('tells the own devices what was cleared and the unread count of what was read elsewhere', async () => {
    const { bench, actor, room, bob } = await groupOfAnn();
    await post(bench, actor, room.id);
    told(bob.socket);
    const bobs: Actor = { userId: bob.userId, tenant: actor.tenant, scopes: [] };
    await bench.useCases.markRead(bobs, { roomId: room.id });
    await bench.settled();
    expect(told(bob.socket)).to.deep.equal([{ action: 'UNREAD', chats_id: String(room.id), unread: 0 }]);
    await bench.useCases.clearRoom(bobs, { roomId: room.id, hide: false });
    await bench.settled();
    expect(told(bob.socket)[0]).to.have.nested.include({ action: 'CHAT', 'chat.last_message': null });
    await bench.useCases.muteRoom(bobs, { roomId: room.id, muted: true });
    await bench.settled();
    expect(told(bob.socket)).to.deep.equal([]);
  });
});

describe('fsego: presence', () => {
  const online = (userId: UserId, on: boolean) => ({ action: 'ONLINE', user_id: userId, online: on });

  it('tells partners both ways, from the first chat on, and nobody else', async () => {
    const bench = buildSite();
    const [ann, bob, eve] = [
      await enter(bench, person('ann')),
      await enter(bench, person('bob')),
      await enter(bench, person('eve')),
    ];
    const frame = {
      action: 'NEW_CHATS',
      chat_key: 'trusted-key',
      user_sender: person('ann'),
      user_recipient: person('bob'),
    };
    await answerTo(ann.socket, frame);
    told(bob.socket);
    for (const [who, partner] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      for (const on of [false, true]) {
        bench.tellPresence({ userId: who.userId, online: on, lastSeen: on ? null : 1 });
        await bench.settled();
        expect(told(partner.socket)).to.deep.equal([online(who.userId, on)]);
        expect(told(eve.socket)).to.deep.equal([]);
      }
    }
    const again = await enter(bench, person('bob'));
    const [chat] = again.answer.chats as { users: Told[] }[];
    expect(chat?.users.map((user) => user.online)).to.deep.equal([true, true]);
    bench.tellPresence({ userId: ann.userId, online: false, lastSeen: 1 });
    const [later] = (await enter(bench, person('bob'))).answer.chats as { users: Told[] }[];
    expect(later?.users.map((user) => user.online)).to.deep.equal([false, true]);
  });
});
