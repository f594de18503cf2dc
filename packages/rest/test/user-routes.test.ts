import { ChatError, colorOf, type UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createTestApi, itemsOf } from './test-api.js';

describe('accounts over REST', () => {
  it('give a session on registration that shows oneself whole', async () => {
    const { call } = createTestApi();
    const profile = {
      first_name: 'Ann',
      last_name: 'Lee',
      middle_name: null,
      phone: '+1 2',
      photo: 'https://x.example/a.png',
    };
    const json = { email: 'ann@example.org', password: 'correct horse', ...profile };
    const made = await call('POST', '/auth/register', { json });
    expect(made.json.expires_in).to.equal(900);
    expect(made.json.user).to.deep.include({ email: 'ann@example.org', ...profile, role: null });
  });

  it('rotate refresh tokens and end with the logout', async () => {
    const { call, person } = createTestApi();
    const { refreshToken } = await person('Ann');
    const fresh = await call('POST', '/auth/refresh', { json: { refresh_token: refreshToken } });
    const second = String(fresh.json.refresh_token);
    expect((await call('POST', '/auth/logout', { json: { refresh_token: second } })).status).to.equal(204);
    expect((await call('POST', '/auth/refresh', { json: { refresh_token: second } })).status).to.equal(401);
  });

  it('are closed to new people when registration is off', async () => {
    const { call } = createTestApi({ environment: { REGISTRATION: 'off' } });
    const json = { email: 'ann@example.org', password: 'correct horse', first_name: 'Ann' };
    expect((await call('POST', '/auth/register', { json })).status).to.equal(403);
  });

  it('name the wrong fields as the wire does', async () => {
    const { call } = createTestApi();
    const json = { email: 'ann@example.org', password: 'correct horse', first_name: '' };
    const refused = await call('POST', '/auth/register', { json });
    expect([refused.status, Object.keys(refused.json.fields as object)]).to.deep.equal([422, ['first_name']]);
  });

  it('refuse a picture that is no web address', async () => {
    const { call, person } = createTestApi();
    const { token } = await person('Ann');
    for (const photo of [
      'javascript:alert(1)',
      'data:text/html,x',
      'https://',
      '//x.example/y',
      'https://x/" onload="',
    ]) {
      const refused = await call('PATCH', '/me', { token, json: { photo } });
      expect(refused.json.fields, photo).to.have.property('photo');
    }
  });

  it('change only what was given', async () => {
    const { call, person } = createTestApi();
    const { token } = await person('Ann');
    await call('PATCH', '/me', { token, json: { last_name: 'Lee', phone: '1' } });
    const { json } = await call('PATCH', '/me', { token, json: { phone: null } });
    expect(json).to.deep.include({ first_name: 'Ann', last_name: 'Lee', phone: null });
  });
});

describe('people over REST', () => {
  it('show neither e-mail address nor phone to others', async () => {
    const { call, person } = createTestApi();
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    const { json } = await call('GET', `/users/${bob.id}`, { token: ann.token });
    expect(json).to.deep.include({ id: bob.id, first_name: 'Bob', color: colorOf(bob.id as UserId) });
    expect(json).not.to.have.any.keys('email', 'phone');
    const own = await call('GET', `/users/${bob.id}`, { token: bob.token });
    expect(own.json.email).to.equal('Bob.2@example.org');
  });

  it('are online while they have a connection, else were last seen at a time', async () => {
    const { call, person, ports } = createTestApi();
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    const seen = async () => (await call('GET', `/users/${bob.id}`, { token: ann.token })).json;
    ports.presence.setOnline(bob.id as UserId);
    expect(await seen()).to.include({ online: true, last_seen: null });
    ports.presence.setOffline(bob.id as UserId, Date.UTC(2026, 0, 1, 12));
    expect(await seen()).to.include({ online: false, last_seen: '2026-01-01T12:00:00.000Z' });
  });

  it('are shown without presence when it is away', async () => {
    const away = () => Promise.reject(new ChatError('unavailable', 'Redis is away.'));
    const { call, person } = createTestApi({ replace: { watchPresence: away } });
    const { json, status } = await call('GET', '/me', { token: (await person('Ann')).token });
    expect([status, json.online]).to.deep.equal([200, null]);
  });

  it('are found by the beginning of a name', async () => {
    const { call, person } = createTestApi();
    const [ann] = [await person('Ann'), await person('Bob'), await person('Bobby')];
    const found = itemsOf(await call('GET', '/users?q=bob', { token: ann.token }));
    expect(found.map(({ first_name }) => first_name)).to.have.members(['Bob', 'Bobby']);
  });
});
