import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { ChannelsClient } from '../../harness/channels-client.js';
import { within } from '../../harness/deadline.js';
import { FsegoClient, type FsegoFrame } from '../../harness/fsego-client.js';
import { newPerson } from '../../harness/people.js';
import {
  chatOf,
  enter,
  type LiveSite,
  openLiveSite,
  say,
  sitePerson,
  TRUSTED_KEY,
  view,
} from './fsego-site.js';

const textsOf = (messages: unknown): unknown[] => (messages as FsegoFrame[]).map(({ message }) => message);

describe('fsego on two nodes', () => {
  let site: LiveSite;
  const clients: { close(): void }[] = [];
  const kept = <T extends { close(): void }>(client: T): T => {
    clients.push(client);
    return client;
  };

  before(async () => {
    site = await openLiveSite();
  });

  after(async () => {
    for (const client of clients) client.close();
    await site?.close();
  });

  for (const path of ['/ws/fsego/', '/']) {
    it(`answers both pings at ${path}, before DATA and after it`, async () => {
      const client = kept(await FsegoClient.connect(site.wsUrl(0), path));
      const bound = await enter(site.wsUrl(1), sitePerson('Ann'), { path });
      for (const each of [client, kept(bound.client)]) {
        for (const [sent, answer] of [
          ['"ping"', '"pong"'],
          ['ping', 'pong'],
        ] as const) {
          each.send(sent);
          await each.text(answer);
        }
      }
    });
  }

  it('lets two people on two nodes and both paths talk, each on every device', async () => {
    const [annOfSite, bobOfSite] = [sitePerson('Ann'), sitePerson('Bob', { phone: '+1 555' })];
    const ann = await enter(site.wsUrl(0), annOfSite);
    const ann2 = await enter(site.wsUrl(1), annOfSite, { path: '/' });
    const bob = await enter(site.wsUrl(1), bobOfSite, { path: '/' });
    const all = [ann, ann2, bob].map(({ client }) => kept(client));
    expect(ann2.userId).to.equal(ann.userId);

    const chat = await chatOf(ann.client, { sender: annOfSite, recipient: bobOfSite });
    for (const each of [ann2, bob]) {
      const { chat: told } = await each.client.next('NEW_CHATS', ({ chats_id }) => chats_id === chat);
      const users = (told as { users: FsegoFrame[] }).users;
      expect(users.map(({ user_id }) => user_id)).to.have.members([ann.userId, bob.userId]);
      const shown = users.find(({ user_id }) => user_id === bob.userId);
      expect(shown?.phone).to.equal(each === bob ? '+1 555' : undefined);
    }
    const hello = await say(ann.client, chat, 'hello');
    const answer = await say(bob.client, chat, 'hi');
    for (const client of all) {
      for (const { id, message } of [hello, answer]) {
        // Whose socket sent it has it already, as its answer.
        const seen = client.log.all.find((item) => (item as FsegoFrame).message && idOf(item) === id);
        const told = seen ?? (await client.next('ADD_MESSAGE', (frame) => idOf(frame) === id));
        expect((told as FsegoFrame).message).to.include({ id, chats_id: chat, message });
      }
      const order = client.log.all.map(idOf).filter((id) => id === hello.id || id === answer.id);
      expect(order).to.deep.equal([hello.id, answer.id]);
    }
  });

  it('shows after a reconnect what was written meanwhile, paged back from the newest', async () => {
    const [annOfSite, bobOfSite] = [sitePerson('Ann'), sitePerson('Bob')];
    const ann = kept((await enter(site.wsUrl(0), annOfSite)).client);
    const chat = await chatOf(ann, { sender: annOfSite, recipient: bobOfSite });
    for (const text of ['1', '2', '3', '4']) await say(ann, chat, text);
    const bob = await enter(site.wsUrl(1), bobOfSite);
    kept(bob.client);
    expect(bob.chats).to.have.lengthOf(1);
    expect(bob.chats[0]).to.include({ chats_id: chat, unread: 4 });
    expect(bob.chats[0]?.last_message).to.include({ message: '4', is_read: false });
    const last = await bob.client.ask(view(chat, { limit: 2 }));
    expect(textsOf(last.messages)).to.deep.equal(['3', '4']);
    const before = (last.messages as FsegoFrame[])[0]?.id;
    const first = await bob.client.ask(view(chat, { limit: 2, before_id: before }));
    expect(textsOf(first.messages)).to.deep.equal(['1', '2']);
    expect([last.has_more, first.has_more]).to.deep.equal([true, false]);
    expect(last.chat).to.include({ unread: 0 });
  });

  it('stores a message that is repeated on another node once', async () => {
    const [annOfSite, bobOfSite] = [sitePerson('Ann'), sitePerson('Bob')];
    const first = kept((await enter(site.wsUrl(0), annOfSite)).client);
    const second = kept((await enter(site.wsUrl(1), annOfSite)).client);
    const chat = await chatOf(first, { sender: annOfSite, recipient: bobOfSite });
    const send = { action: 'ADD_MESSAGE', chats_id: chat, message: 'once', client_id: 'c' };
    const [one, two] = [await first.ask(send), await second.ask(send)];
    expect(idOf(two)).to.equal(idOf(one));
    const { messages } = await second.ask(view(chat));
    expect(textsOf(messages)).to.deep.equal(['once']);
  });

  it('shows what people of another API do: a group, edits, deletions, removal', async () => {
    const bob = await enter(site.wsUrl(1), sitePerson('Bob'));
    kept(bob.client);
    const ann = await newPerson(site.url(0), 'Ann');
    const native = kept(await ChannelsClient.connect(site.url(0), ann.token));
    const { channel } = await native.does<{ channel: { id: number } }>('channel-create', {
      type: 'group',
      users: [bob.userId],
      title: 'Team',
    });
    const chat = String(channel.id);
    const invited = await bob.client.next('NEW_CHATS', ({ chats_id }) => chats_id === chat);
    expect(invited.chat).to.include({ type: 'group', title: 'Team' });
    const { message } = await native.does<{ message: { id: number } }>('message-send', {
      channelId: channel.id,
      text: 'hi',
    });
    const { user } = (await bob.client.next('ADD_MESSAGE')).message as { user: FsegoFrame };
    expect(user).to.include({ user_id: ann.id, id: null, name: 'Ann' }).and.not.have.any.keys('email');
    await native.does('message-edit', { messageId: message.id, text: 'hello' });
    expect((await bob.client.next('EDIT_MESSAGE')).message).to.include({ id: message.id, message: 'hello' });
    await native.does('message-delete', { messageId: message.id });
    expect(await bob.client.next('DELETE_MESSAGE')).to.include({ chats_id: chat, message_id: message.id });
    await say(bob.client, chat, 'from the site');
    await native.next('message-created', (data) => data.text === 'from the site');
    await native.does('members-remove', { channelId: channel.id, users: [bob.userId] });
    expect(await bob.client.next('REMOVE_CHAT')).to.include({ chats_id: chat, reason: 'removed' });
    expect(await bob.client.ask(view(chat))).to.include({ action: 'ERROR', code: 'not_found' });
  });

  it('answers what is no request with an error and closes the socket after ten', async () => {
    const client = kept(await FsegoClient.connect(site.wsUrl(0), '/'));
    client.socket.send(Buffer.from('{"action":"DATA"}'));
    expect(await client.next('ERROR')).to.include({ request: null, code: 'invalid' });
    client.send(`{"action":"DATA","x":"${'x'.repeat(256 * 1024)}"}`);
    expect(await client.next('ERROR')).to.include({ request: null, code: 'too_large' });
    client.send({ action: 'DATA', chat_key: TRUSTED_KEY, user: {}, request_id: 1 });
    const wrong = await client.next('ERROR', ({ request_id }) => request_id === 1);
    expect(Object.keys(wrong.fields as object)).to.include.members(['user.email', 'user.phone']);
    for (let n = 0; n < 8; n += 1) client.send('nonsense');
    expect(await within(client.closed, 'the close')).to.equal(4400);
  });
});

function idOf(item: FsegoFrame | string): unknown {
  const { message } = typeof item === 'string' ? { message: null } : item;
  return typeof message === 'object' && message !== null && 'id' in message ? message.id : undefined;
}
