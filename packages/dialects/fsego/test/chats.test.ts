import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  answerTo,
  ask,
  buildSite,
  chatOf,
  enter,
  person,
  type Told,
  TRUSTED,
  userOf,
} from './support/site.js';

const newChats = (sender: object, recipient: object) => ({
  action: 'NEW_CHATS',
  chat_key: TRUSTED,
  user_sender: sender,
  user_recipient: recipient,
});
const view = (chat: string, more: object = {}) => ({
  action: 'VIEW_CHAT',
  chat_key: TRUSTED,
  chats_id: chat,
  ...more,
});

describe('fsego: NEW_CHATS', () => {
  it('binds the sender to a socket without DATA, who then gets messages and presence', async () => {
    const bench = buildSite();
    const bob = await enter(bench, person('bob'));
    const socket = bench.connect();
    const chat = await chatOf(socket, { sender: person('ann'), recipient: person('bob') });
    const [invited] = bob.socket.take() as unknown as Told[];
    expect(invited).to.include({ action: 'NEW_CHATS', chats_id: chat });
    await bob.socket.say({
      kind: 'text',
      text: JSON.stringify({ action: 'ADD_MESSAGE', chats_id: chat, message: 'hi' }),
    });
    expect(socket.take()).to.have.lengthOf(1).and.to.have.nested.property('[0].message.message', 'hi');
    bench.tellPresence({ userId: bob.userId, online: false, lastSeen: 1 });
    await bench.settled();
    expect(socket.take()).to.deep.equal([{ action: 'ONLINE', user_id: bob.userId, online: false }]);
    const other = await answerTo(socket, newChats(person('eve'), person('bob')));
    expect(other).to.include({ action: 'ERROR', request: 'NEW_CHATS', code: 'forbidden' });
  });

  it('gives the chat that the two have, whoever asks, and tells nobody again', async () => {
    const bench = buildSite();
    const [ann, bob] = [await enter(bench, person('ann')), await enter(bench, person('bob'))];
    const chat = await chatOf(ann.socket, { sender: person('ann'), recipient: person('bob') });
    bob.socket.take();
    expect(await chatOf(bob.socket, { sender: person('bob'), recipient: person('ann') })).to.equal(chat);
    expect(ann.socket.take()).to.deep.equal([]);
  });

  it('refreshes the profile of the sender', async () => {
    const bench = buildSite();
    const { socket, userId } = await enter(bench, person('ann', { phone: '1' }));
    await chatOf(socket, { sender: person('ann', { name: 'Ann', phone: '' }), recipient: person('bob') });
    expect(await userOf(bench, userId)).to.include({ firstName: 'Ann', phone: null });
  });

  it('makes no chat of one person', async () => {
    const bench = buildSite();
    const answer = await answerTo(bench.connect(), newChats(person(12), person('12')));
    expect(answer).to.include({ code: 'invalid' });
    expect(Object.keys(answer.fields ?? {})).to.deep.equal(['user_recipient.id']);
    expect(bench.ports.world.rooms.size).to.equal(0);
  });
});

describe('fsego: DATA', () => {
  it('lists chats by newest activity and shows nothing of others', async () => {
    const bench = buildSite();
    const { socket } = await enter(bench, person('ann'));
    const chats: string[] = [];
    for (const id of ['bob', 'eve', 'joe']) {
      bench.ports.clock.advance(1_000);
      chats.unshift(await chatOf(socket, { sender: person('ann'), recipient: person(id) }));
    }
    const { answer } = await enter(bench, person('ann'));
    expect((answer.chats as Told[]).map((chat) => chat.chats_id)).to.deep.equal(chats);
    const later = { action: 'DATA', chat_key: TRUSTED, user: person('ann') };
    const [newest] = answer.chats as Told[];
    const rest = await answerTo(socket, { ...later, before: newest?.updated_at });
    expect((rest.chats as Told[]).map((chat) => chat.chats_id)).to.deep.equal(chats.slice(1));
    expect((await enter(bench, person('bob'))).answer.chats).to.have.lengthOf(1);
    expect((await enter(bench, person('zoe'))).answer.chats).to.deep.equal([]);
  });

  it('takes no picture from anywhere but the web, and gives a person without a name their id', async () => {
    const bench = buildSite();
    for (const avatar of ['javascript:alert(1)', '/a.png', 'data:image/png;base64,AA==', '']) {
      const { answer } = await enter(bench, person('ann', { avatar, name: ' ' }));
      expect(answer.user, avatar).to.include({ avatar: '', name: 'ann' });
    }
    const avatar = 'https://acme.example/a.png';
    expect((await enter(bench, person('ann', { avatar }))).answer.user).to.include({ avatar });
  });
});

describe('fsego: VIEW_CHAT', () => {
  it('shows the last 50 messages, oldest first, and pages back by before_id and limit', async () => {
    const bench = buildSite();
    const { socket } = await enter(bench, person('ann'));
    const chat = await chatOf(socket, { sender: person('ann'), recipient: person('bob') });
    for (let n = 1; n <= 60; n += 1) {
      await ask(socket, { action: 'ADD_MESSAGE', chats_id: chat, message: String(n) });
    }
    const page = async (more: object) => {
      const { messages, has_more } = await answerTo(socket, view(chat, more));
      const told = messages as Told[];
      return { has_more, ids: told.map(({ id }) => id), texts: told.map(({ message }) => message) };
    };
    const numbers = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
    const last = await page({});
    expect(last.texts).to.deep.equal(numbers(11, 60));
    expect(last.has_more).to.equal(true);
    const before = await page({ before_id: last.ids[0], limit: 8 });
    expect(before.texts).to.deep.equal(numbers(3, 10));
    const first = await page({ before_id: before.ids[0] });
    expect(first).to.deep.include({ texts: ['1', '2'], has_more: false });
    const wrong = await answerTo(socket, view(chat, { before_id: 987_654_321 }));
    expect(Object.keys(wrong.fields ?? {})).to.deep.equal(['before_id']);
  });

  it('closes the chat that was open on the socket, which those who look at it are told', async () => {
    const bench = buildSite();
    const [ann, bob] = [await enter(bench, person('ann')), await enter(bench, person('bob'))];
    const first = await chatOf(ann.socket, { sender: person('ann'), recipient: person('bob') });
    const second = await chatOf(ann.socket, { sender: person('ann'), recipient: person('eve') });
    bob.socket.take();
    await answerTo(bob.socket, view(first));
    await answerTo(ann.socket, view(first));
    expect(bob.socket.take()).to.deep.equal([{ action: 'VIEW_CHAT', chats_id: first, user_id: ann.userId }]);
    await answerTo(ann.socket, view(second));
    expect(bob.socket.take()).to.deep.equal([{ action: 'OUT_CHAT', chats_id: first, user_id: ann.userId }]);
    expect(ann.socket.openRoomId).to.equal(Number(second));
  });

  it('leaves the open chat open when the next one is not the caller’s', async () => {
    const bench = buildSite();
    const { socket } = await enter(bench, person('ann'));
    const chat = await chatOf(socket, { sender: person('ann'), recipient: person('bob') });
    await answerTo(socket, view(chat));
    expect(await answerTo(socket, view('987654321'))).to.include({ code: 'not_found' });
    expect(socket.openRoomId).to.equal(Number(chat));
  });
});

describe('fsego: ADD_MESSAGE', () => {
  it('is answered once when it is repeated with its client_id', async () => {
    const bench = buildSite();
    const { socket } = await enter(bench, person('ann'));
    const chat = await chatOf(socket, { sender: person('ann'), recipient: person('bob') });
    const send = { action: 'ADD_MESSAGE', chats_id: chat, message: 'hi', client_id: 'c', request_id: 1 };
    const first = await answerTo(socket, send);
    expect(await answerTo(socket, { ...send, request_id: 2 })).to.deep.equal({ ...first, request_id: 2 });
    const other = await answerTo(socket, { ...send, message: 'other' });
    expect(other).to.include({ code: 'conflict', request: 'ADD_MESSAGE' });
    expect(bench.ports.world.messagesOf(Number(chat) as never)).to.have.lengthOf(1);
  });

  for (const joins of [false, true]) {
    it(`is answered once on a socket that ${joins ? 'joins while it sends' : 'is not in the room'}`, async () => {
      const bench = buildSite();
      const { socket } = await enter(bench, person('ann'));
      const chat = await chatOf(socket, { sender: person('ann'), recipient: person('bob') });
      if (!joins) bench.audienceOf(`room:${Number(chat)}`).clear();
      // At the time of asking the socket is not there yet.
      Object.defineProperty(socket, 'receives', { value: () => false });
      const send = { action: 'ADD_MESSAGE', chats_id: chat, message: 'hi', request_id: 'r' };
      expect(await answerTo(socket, send)).to.include({ action: 'ADD_MESSAGE', request_id: 'r' });
    });
  }
});
