import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type JwksServer, startJwksServer } from '../../../packages/identity/test/jwks-server.js';
import { FsegoClient, type FsegoFrame } from '../../harness/fsego-client.js';
import { newPerson, type Person, rest } from '../../harness/people.js';
import {
  chatOf,
  enter,
  type LiveSite,
  OTHER_KEY,
  openLiveSite,
  SIGNED_KEY,
  type SitePerson,
  say,
  signed,
  sitePerson,
  TRUSTED_KEY,
  view,
} from './fsego-site.js';

const ISSUER = 'https://issuer.example';
const data = (user: SitePerson, key: string) => ({ action: 'DATA', chat_key: key, user });

describe('fsego: who is who', () => {
  let site: LiveSite;
  let issuer: JwksServer;
  const clients: FsegoClient[] = [];

  before(async () => {
    issuer = await startJwksServer();
    site = await openLiveSite({ JWKS_URL: issuer.url, JWT_ISSUER: ISSUER });
  });

  after(async () => {
    for (const client of clients) client.close();
    await site?.close();
    await issuer?.close();
  });

  const join = async (person: SitePerson, key = TRUSTED_KEY, node = 0) => {
    const entered = await enter(site.wsUrl(node), person, { key });
    clients.push(entered.client);
    return entered;
  };
  const stranger = async (): Promise<FsegoClient> => {
    const client = await FsegoClient.connect(site.wsUrl(1));
    clients.push(client);
    return client;
  };
  const tokenOf = (sub: string) => {
    const exp = Math.floor(Date.now() / 1_000) + 600;
    return issuer.sign({ sub, exp, iss: ISSUER, aud: 'crosstalk', given_name: 'Token' });
  };
  const me = async (token: string) => (await rest(site.url(0), { path: '/me', token })).body;
  const roomsOf = async ({ token }: Pick<Person, 'token'>) =>
    (await rest(site.url(1), { path: '/rooms', token })).body.items as { id: number }[];

  it('takes nothing that a trusted system says for somebody with an account', async () => {
    const ann = await newPerson(site.url(0), 'Ann');
    const bob = await newPerson(site.url(0), 'Bob');
    const { body: room } = await rest(site.url(0), {
      method: 'POST',
      path: '/rooms',
      token: ann.token,
      body: { type: 'direct', users: [bob.id] },
    });
    const before = await me(ann.token);
    const claims = [ann.id, String(ann.id), ann.email, `visitor:${ann.id}`, ` ${ann.id} `];
    for (const id of claims) {
      const mallory = await join(sitePerson('Mallory', { id, email: ann.email }));
      expect(mallory.userId, String(id)).to.not.equal(ann.id);
      expect(mallory.chats.map(({ chats_id }) => chats_id)).to.not.include(String(room.id));
      for (const frame of [
        view(String(room.id)),
        { action: 'OUT_CHAT', chat_key: TRUSTED_KEY, chats_id: String(room.id) },
        { action: 'ADD_MESSAGE', chats_id: String(room.id), message: 'hi' },
      ]) {
        expect(await mallory.client.ask(frame)).to.include({ action: 'ERROR', code: 'not_found' });
      }
    }
    expect(await me(ann.token)).to.deep.equal({ ...before, ...(await presenceOf(ann)) });
    expect(await roomsOf(ann)).to.have.lengthOf(1);
  });

  const presenceOf = async ({ token }: Person) => {
    const { online, last_seen } = await me(token);
    return { online, last_seen };
  };

  it('reaches nobody with an account as a recipient', async () => {
    const ann = await newPerson(site.url(0), 'Ann');
    const sender = sitePerson('Mallory');
    const { client } = await join(sender);
    for (const id of [ann.id, ann.email, `visitor:${ann.id}`]) {
      const chat = await chatOf(client, {
        sender,
        recipient: sitePerson('Changed', { id, email: ann.email }),
      });
      await say(client, chat, 'can you read me?');
    }
    expect(await roomsOf(ann)).to.deep.equal([]);
    expect(await me(ann.token)).to.include({ first_name: 'Ann', email: ann.email });
  });

  it('lets nobody log in with an address that a site gave, nor keeps it from who owns it', async () => {
    const email = `owner-${randomUUID()}@example.com`;
    await join(sitePerson('Mallory', { email }));
    const body = { email, password: 'correct horse battery', first_name: 'Owner' };
    const login = await rest(site.url(0), { method: 'POST', path: '/auth/login', body });
    expect(login.status).to.equal(401);
    const registered = await rest(site.url(0), { method: 'POST', path: '/auth/register', body });
    expect(registered.status).to.equal(201);
  });

  it('makes one person of a signed id and the token with that subject, and another of a trusted one', async () => {
    const person = sitePerson('Vera');
    const token = await tokenOf(String(person.id));
    const known = await me(token);
    const vera = await join(signed(person), SIGNED_KEY);
    expect(vera.userId).to.equal(known.id);
    const trusted = await join(person, TRUSTED_KEY, 1);
    expect(trusted.userId).to.not.equal(known.id);
    const other = await join(person, OTHER_KEY);
    expect([known.id, trusted.userId]).to.not.include(other.userId);
    const refused = await rest(site.url(0), { path: '/me', token: await tokenOf(`visitor:${person.id}`) });
    expect(refused.status).to.equal(401);
  });

  it('lets nobody into a signed system without the signature of their own id', async () => {
    const person = sitePerson('Vera');
    const vera = await join(signed(person), SIGNED_KEY);
    const { signature = '' } = signed(sitePerson('Mallory'));
    const client = await stranger();
    const forged: Partial<SitePerson>[] = [
      {},
      { signature: '' },
      { signature },
      { signature: signature.slice(1) },
      { signature: 'zz'.repeat(32) },
    ];
    for (const each of forged) {
      const mallory = { ...person, name: 'Mallory', ...each };
      const answer = await client.ask(data(mallory, SIGNED_KEY));
      expect(answer, JSON.stringify(each)).to.include({ action: 'ERROR', code: 'unauthenticated' });
    }
    expect(await client.ask({ action: 'ADD_MESSAGE', chats_id: '1', message: 'hi' })).to.include({
      code: 'unauthenticated',
    });
    const recipient = sitePerson('Bob');
    const chat = await chatOf(vera.client, { sender: signed(person), recipient, key: SIGNED_KEY });
    expect(await say(vera.client, chat, 'hi')).to.have.nested.include({ 'user.name': 'Vera' });
    const prefixed = await client.ask(data(signed(sitePerson('Mallory', { id: 'visitor:1' })), SIGNED_KEY));
    expect(Object.keys(prefixed.fields as object)).to.deep.equal(['user.id']);
  });

  it('keeps a socket to its person, and changes nobody by what it refuses', async () => {
    const [annOfSite, bobOfSite] = [sitePerson('Ann'), sitePerson('Bob')];
    const [ann, bob] = [await join(annOfSite), await join(bobOfSite, TRUSTED_KEY, 1)];
    const twin = signed(annOfSite);
    const asTwin = await join(twin, SIGNED_KEY);
    const attempts: readonly (readonly [SitePerson, string])[] = [
      [{ ...bobOfSite, name: 'Changed' }, TRUSTED_KEY],
      [{ ...annOfSite, name: 'Changed' }, OTHER_KEY],
      [{ ...twin, name: 'Changed' }, SIGNED_KEY],
      [{ ...annOfSite, name: 'Changed' }, 'no such key'],
    ];
    for (const [person, key] of attempts) {
      expect(await ann.client.ask(data(person, key)), key).to.include({ action: 'ERROR', code: 'forbidden' });
      const frame = {
        action: 'NEW_CHATS',
        chat_key: key,
        user_sender: person,
        user_recipient: sitePerson('X'),
      };
      expect(await ann.client.ask(frame), key).to.include({ action: 'ERROR', code: 'forbidden' });
    }
    const chat = await chatOf(ann.client, { sender: annOfSite, recipient: bobOfSite });
    const { chat: shown } = await bob.client.next('NEW_CHATS', ({ chats_id }) => chats_id === chat);
    const names = (shown as { users: FsegoFrame[] }).users.map(({ name }) => name);
    expect(names).to.have.members(['Ann', 'Bob']);
    for (const key of [OTHER_KEY, 'no such key']) {
      expect(await ann.client.ask(view(chat, { chat_key: key }))).to.include({ code: 'forbidden' });
    }
    const chats = await chatOf(asTwin.client, { sender: twin, recipient: bobOfSite, key: SIGNED_KEY });
    expect(await say(asTwin.client, chats, 'hi')).to.have.nested.include({ 'user.name': 'Ann' });
  });
});
