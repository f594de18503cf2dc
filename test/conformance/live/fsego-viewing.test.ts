import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { eventually } from '../../harness/deadline.js';
import type { FsegoFrame } from '../../harness/fsego-client.js';
import {
  chatOf,
  type Entered,
  enter,
  type LiveSite,
  openLiveSite,
  type SitePerson,
  say,
  sitePerson,
  TRUSTED_KEY,
  view,
} from './fsego-site.js';

const out = (chat: string) => ({ action: 'OUT_CHAT', chat_key: TRUSTED_KEY, chats_id: chat });

describe('fsego: what is on a screen, across nodes', () => {
  let site: LiveSite;
  let annOfSite: SitePerson;
  let bobOfSite: SitePerson;
  let ann: Entered;
  let bob: Entered;
  let chat: string;
  let clients: Entered[] = [];

  const join = async (node: number, person: SitePerson): Promise<Entered> => {
    const entered = await enter(site.wsUrl(node), person);
    clients.push(entered);
    return entered;
  };

  before(async () => {
    site = await openLiveSite();
  });

  beforeEach(async () => {
    for (const { client } of clients) client.close();
    clients = [];
    annOfSite = sitePerson('Ann');
    bobOfSite = sitePerson('Bob');
    ann = await join(0, annOfSite);
    bob = await join(1, bobOfSite);
    chat = await chatOf(ann.client, { sender: annOfSite, recipient: bobOfSite });
    await bob.client.next('NEW_CHATS', ({ chats_id }) => chats_id === chat);
  });

  after(async () => {
    for (const { client } of clients) client.close();
    await site?.close();
  });

  const told = (action: string) =>
    bob.client.next(action, (frame) => frame.chats_id === chat && frame.user_id === ann.userId);

  it('tells those who look at a chat who comes, goes, looks elsewhere or is gone', async () => {
    const other = await chatOf(ann.client, { sender: annOfSite, recipient: sitePerson('Eve') });
    await bob.client.ask(view(chat));
    await ann.client.ask(view(chat));
    await told('VIEW_CHAT');
    expect(await ann.client.ask(out(chat))).to.include({ chats_id: chat, user_id: ann.userId });
    await told('OUT_CHAT');
    await ann.client.ask(view(chat));
    await told('VIEW_CHAT');
    await ann.client.ask(view(other));
    await told('OUT_CHAT');
    await ann.client.ask(view(chat));
    await told('VIEW_CHAT');
    ann.client.close();
    await told('OUT_CHAT');
  });

  it('tells nobody who does not look at it', async () => {
    await ann.client.ask(view(chat));
    await ann.client.ask(out(chat));
    // A later event of the same room on the same socket.
    const { id } = await say(ann.client, chat, 'marker');
    await bob.client.next('ADD_MESSAGE', ({ message }) => (message as FsegoFrame).id === id);
    const seen = bob.client.log.all.map((item) => (item as FsegoFrame).action);
    expect(seen).to.not.include.members(['VIEW_CHAT']).and.to.not.include.members(['OUT_CHAT']);
  });

  it('reads at once what arrives in an open chat, and tells the author and the reader’s other socket', async () => {
    const device = await join(0, bobOfSite);
    await bob.client.ask(view(chat));
    const { id } = await say(ann.client, chat, 'read me');
    const arrived = await bob.client.next('ADD_MESSAGE', ({ message }) => (message as FsegoFrame).id === id);
    expect(arrived.message).to.include({ is_read: true });
    const read = await ann.client.next('READ', ({ last_message_id }) => last_message_id === id);
    expect(read).to.deep.equal({ action: 'READ', chats_id: chat, user_id: bob.userId, last_message_id: id });
    await device.client.next('UNREAD', (frame) => frame.chats_id === chat && frame.unread === 0);
    const { messages } = await ann.client.ask(view(chat));
    expect((messages as FsegoFrame[]).at(-1)).to.include({ id, is_read: true });
  });

  it('leaves what arrives in a closed chat unread until it is viewed', async () => {
    await bob.client.ask(view(chat));
    await bob.client.ask(out(chat));
    const { id } = await say(ann.client, chat, 'later');
    await bob.client.next('ADD_MESSAGE', ({ message }) => (message as FsegoFrame).id === id);
    const again = await join(1, bobOfSite);
    expect(again.chats[0]).to.include({ chats_id: chat, unread: 1 });
    expect((await again.client.ask(view(chat))).chat).to.include({ unread: 0 });
    await ann.client.next('READ', ({ last_message_id }) => last_message_id === id);
  });

  it('tells partners who comes and who is gone, both ways', async function () {
    this.timeout(60_000);
    const eveOfSite = sitePerson('Eve');
    await chatOf(ann.client, { sender: annOfSite, recipient: eveOfSite });
    const eve = await join(1, eveOfSite);
    const online = (userId: number, on: boolean) => (frame: FsegoFrame) =>
      frame.user_id === userId && frame.online === on;
    await ann.client.next('ONLINE', online(eve.userId, true));
    await eventually('Ann is online for Eve', async () => {
      const { chats } = await eve.client.ask({ action: 'DATA', chat_key: TRUSTED_KEY, user: eveOfSite });
      const [{ users = [] } = {}] = chats as { users?: FsegoFrame[] }[];
      return users.some(online(ann.userId, true));
    });
    ann.client.close();
    // After the grace that a reload has.
    await eve.client.next('ONLINE', online(ann.userId, false), 40_000);
    await join(0, annOfSite);
    await eve.client.next('ONLINE', online(ann.userId, true));
  });
});
