import type { UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { DialectBench } from '../../../../test/conformance/bench/dialect-bench.js';
import {
  answerTo,
  ask,
  buildSite,
  chatOf,
  enter,
  person,
  SIGNED,
  signedPerson,
  TRUSTED,
  userOf,
} from './support/site.js';

const data = (user: object, key = TRUSTED) => ({ action: 'DATA', chat_key: key, user });
const newChats = (sender: object, recipient: object, key = TRUSTED) => ({
  action: 'NEW_CHATS',
  chat_key: key,
  user_sender: sender,
  user_recipient: recipient,
});

/** Somebody with a token of an external issuer, whose subject is the external id. */
async function tokenUser(bench: DialectBench, subject: string): Promise<UserId> {
  const token = bench.ports.accessTokens.grant({
    issuer: 'external',
    subject,
    tenant: bench.ports.hostSites.find(SIGNED)?.tenant ?? fail(),
    email: `${subject}@example.com`,
    firstName: 'Token',
    lastName: 'User',
    photo: null,
    scopes: ['chat:admin'],
    expiresAt: bench.ports.clock.now() + 3_600_000,
  });
  return (await bench.useCases.authenticate(token)).user.id;
}

function fail(): never {
  throw new Error('there is no such site');
}

describe('fsego: a trusted system', () => {
  for (const claimed of ['42', 'visitor:42', ' 42 ', '42@example.com', 'VISITOR:42']) {
    it(`never makes the token user out of somebody who claims the id ${JSON.stringify(claimed)}`, async () => {
      const bench = buildSite();
      const victim = await tokenUser(bench, '42');
      const before = await userOf(bench, victim);
      const { userId } = await enter(bench, person(claimed, { email: '42@example.com', name: 'Mallory' }));
      expect(userId).to.not.equal(victim);
      expect(await userOf(bench, victim)).to.deep.equal(before);
    });
  }

  it('takes our own number of a token user for an id of the site', async () => {
    const bench = buildSite();
    const victim = await tokenUser(bench, 'victim');
    const { userId } = await enter(bench, person(victim));
    expect(userId).to.not.equal(victim);
  });

  it('leaves out of the list what the token user has', async () => {
    const bench = buildSite();
    const victim = await enter(bench, signedPerson('42'), SIGNED);
    const chat = await chatOf(victim.socket, {
      sender: signedPerson('42'),
      recipient: person('43'),
      key: SIGNED,
    });
    const mallory = await enter(bench, person('42'));
    expect(mallory.answer.chats).to.deep.equal([]);
    for (const action of ['VIEW_CHAT', 'OUT_CHAT', 'ADD_MESSAGE']) {
      const frame = { action, chat_key: TRUSTED, chats_id: chat, message: 'hi' };
      expect(await answerTo(mallory.socket, frame), action).to.include({
        action: 'ERROR',
        code: 'not_found',
      });
    }
  });

  it('reaches no token user as a recipient: the id names a person of the site', async () => {
    const bench = buildSite();
    const victim = await tokenUser(bench, '42');
    const { socket, userId } = await enter(bench, person('me'));
    for (const id of ['42', victim, 'visitor:42', '42@example.com']) {
      const answer = await answerTo(socket, newChats(person('me'), person(id, { name: 'Changed' })));
      const { users } = answer.chat as { users: { user_id: UserId }[] };
      expect(users.map((user) => user.user_id))
        .to.include(userId)
        .and.to.not.include(victim);
    }
    expect((await userOf(bench, victim)).firstName).to.equal('Token');
  });

  it('keeps an address to show, not to log in with or to be found by', async () => {
    const bench = buildSite();
    const { user } = await bench.person('ann');
    const { userId } = await enter(bench, person(1, { email: 'ann@example.com' }));
    const found = await bench.ports.users.search(user.tenant, 'ann@example.com', 10);
    expect(found.map(({ id }) => id)).to.deep.equal([user.id]);
    expect((await bench.ports.users.findCredentials(user.tenant, 'ann@example.com'))?.user.id).to.equal(
      user.id,
    );
    expect(userId).to.not.equal(user.id);
  });

  it('needs no signature and believes none', async () => {
    const bench = buildSite();
    const { userId } = await enter(bench, person(12));
    expect((await enter(bench, signedPerson(12))).userId).to.equal(userId);
    expect((await enter(bench, person('12', { signature: null }))).userId).to.equal(userId);
  });

  it('gives its people the same identity under every key of the system, and another in another system', async () => {
    const bench = buildSite();
    const { userId } = await enter(bench, person(12));
    expect((await enter(bench, person(12), 'second-trusted-key')).userId).to.equal(userId);
    expect((await enter(bench, person(12), 'other-key')).userId).to.not.equal(userId);
  });

  it('refuses a token whose subject looks like one of its people', async () => {
    const bench = buildSite();
    await enter(bench, person('42'));
    const failed = await tokenUser(bench, 'visitor:42').then(
      () => 'let in',
      (error: Error & { code: string }) => error.code,
    );
    expect(failed).to.equal('unauthenticated');
  });
});

describe('fsego: a signed system', () => {
  it('makes the token user with that external id, who may then be the one or the other', async () => {
    const bench = buildSite();
    const known = await tokenUser(bench, '42');
    const { userId } = await enter(bench, signedPerson('42'), SIGNED);
    expect(userId).to.equal(known);
  });

  for (const [what, signature] of [
    ['no signature', undefined],
    ['null', null],
    ['an empty signature', ''],
    ['the signature of another id', 'signed(43)'],
  ] as const) {
    it(`lets nobody in by ${what}, and changes no profile`, async () => {
      const bench = buildSite();
      const victim = await tokenUser(bench, '42');
      const before = await userOf(bench, victim);
      const socket = bench.connect();
      const mallory = person('42', { name: 'Mallory', signature });
      for (const frame of [data(mallory, SIGNED), newChats(mallory, person(9), SIGNED)]) {
        expect(await answerTo(socket, frame)).to.include({ action: 'ERROR', code: 'unauthenticated' });
      }
      const send = { action: 'ADD_MESSAGE', chats_id: '1', message: 'hi' };
      expect(await answerTo(socket, send)).to.include({ code: 'unauthenticated' });
      expect(await userOf(bench, victim)).to.deep.equal(before);
    });
  }

  it('refuses a signature that is no string', async () => {
    const answer = await answerTo(buildSite().connect(), data(person(1, { signature: { $ne: 1 } }), SIGNED));
    expect(answer).to.deep.include({ code: 'invalid', fields: { 'user.signature': 'must be a string' } });
  });

  it('has no id that a trusted system’s people are stored under', async () => {
    const bench = buildSite();
    const { userId } = await enter(bench, person('42'));
    const socket = bench.connect();
    const answer = await answerTo(socket, data(signedPerson('visitor:42'), SIGNED));
    expect(answer).to.include({ action: 'ERROR', code: 'invalid' });
    expect(Object.keys(answer.fields ?? {})).to.deep.equal(['user.id']);
    await enter(bench, signedPerson('42'), SIGNED);
    const recipient = await ask(
      (await enter(bench, signedPerson('7'), SIGNED)).socket,
      newChats(signedPerson('7'), person('visitor:42'), SIGNED),
    );
    expect(Object.keys(recipient[0]?.fields ?? {})).to.deep.equal(['user_recipient.id']);
    expect((await userOf(bench, userId)).firstName).to.equal('Name of 42');
  });

  it('asks for the signature each time that a socket speaks for its person', async () => {
    const bench = buildSite();
    const { socket, userId } = await enter(bench, signedPerson('42'), SIGNED);
    const unsigned = person('42', { name: 'Unsigned' });
    expect(await answerTo(socket, data(unsigned, SIGNED))).to.include({ code: 'unauthenticated' });
    expect(await answerTo(socket, newChats(unsigned, person(9), SIGNED))).to.include({
      code: 'unauthenticated',
    });
    expect((await userOf(bench, userId)).firstName).to.equal('Name of 42');
  });
});

describe('fsego: a bound socket', () => {
  const others: readonly (readonly [string, object, string])[] = [
    ['another person', person('43', { name: 'Changed' }), TRUSTED],
    ['the same id in another system', person('42', { name: 'Changed' }), 'other-key'],
    ['the same id where ids are signed', signedPerson('42', { name: 'Changed' }), SIGNED],
    ['an unknown key', person('42', { name: 'Changed' }), 'no-such-key'],
  ];
  for (const [what, user, key] of others) {
    it(`answers ${what} with forbidden, stays who it was and changes nobody`, async () => {
      const bench = buildSite();
      const { socket, userId } = await enter(bench, person('42'));
      const victims = [
        (await enter(bench, person('43'))).userId,
        (await enter(bench, person('42'), 'other-key')).userId,
        (await enter(bench, signedPerson('42'), SIGNED)).userId,
      ];
      for (const frame of [data(user, key), newChats(user, person('44'), key)]) {
        expect(await answerTo(socket, frame)).to.include({ action: 'ERROR', code: 'forbidden' });
      }
      for (const id of [userId, ...victims]) {
        expect((await userOf(bench, id)).firstName).to.match(/^Name of/);
      }
      expect(socket.session?.actor.userId).to.equal(userId);
      expect(bench.ports.world.rooms.size).to.equal(0);
    });
  }

  it('makes no person of an id that it asked for in vain', async () => {
    const bench = buildSite();
    const { socket } = await enter(bench, signedPerson('42'), SIGNED);
    expect(await answerTo(socket, data(person('50'), SIGNED))).to.include({ code: 'forbidden' });
    expect(await answerTo(socket, data(person('42', { name: 'Mallory' }), TRUSTED))).to.include({
      code: 'forbidden',
    });
    const { tenant } = await userOf(bench, socket.userId);
    expect((await bench.ports.users.search(tenant, 'Name', 10)).length).to.equal(1);
    expect(await bench.ports.users.search(tenant, 'Mallory', 10)).to.deep.equal([]);
  });

  it('renews its person’s profile, and a key of another system opens none of their chats', async () => {
    const bench = buildSite();
    const { socket, userId } = await enter(bench, person('42'));
    const chat = await chatOf(socket, { sender: person(42), recipient: person(43) });
    const fresh = await answerTo(socket, data(person(42, { name: 'New' })));
    expect(fresh.user).to.include({ user_id: userId, name: 'New' });
    for (const key of ['other-key', 'no-such-key']) {
      for (const action of ['VIEW_CHAT', 'OUT_CHAT']) {
        const answer = await answerTo(socket, { action, chat_key: key, chats_id: chat });
        expect(answer).to.include({ action: 'ERROR', request: action, code: 'forbidden' });
      }
    }
    const view = { action: 'VIEW_CHAT', chat_key: 'second-trusted-key', chats_id: chat };
    expect(await answerTo(socket, view)).to.include({ action: 'VIEW_CHAT', chats_id: chat });
  });
});

describe('fsego: somebody who is talked about', () => {
  it('is made on first sight, and changed by nobody but themselves', async () => {
    const bench = buildSite();
    const { socket } = await enter(bench, person(1));
    const first = { name: 'As told', email: 'told@example.com', phone: '1' };
    const chat = await chatOf(socket, { sender: person(1), recipient: person(2, first) });
    expect(await chatOf(socket, { sender: person(1), recipient: person('2', { name: 'Other' }) })).to.equal(
      chat,
    );
    const two = await enter(bench, person(2, { name: 'Themselves', last_name: 'Lee' }));
    const after = await chatOf(socket, { sender: person(1), recipient: person(2, { name: 'Mallory' }) });
    expect(after).to.equal(chat);
    expect(await userOf(bench, two.userId)).to.include({ firstName: 'Themselves', lastName: 'Lee' });
  });
});
