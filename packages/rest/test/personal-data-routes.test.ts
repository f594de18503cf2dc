import { createEraser } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createTestApi } from './test-api.js';

const PASSWORD = 'correct horse';

describe('personal data over REST', () => {
  it('is erased with the password only, and the report needs no token', async () => {
    const { call, person, ports } = createTestApi();
    const ann = await person('Ann');
    const erase = (json: object) => call('DELETE', '/me', { token: ann.token, json });
    expect((await erase({ password: PASSWORD })).json.fields).to.have.property('messages');
    expect((await erase({ messages: 'keep' })).json.fields).to.have.property('password');
    expect((await erase({ messages: 'keep', password: 'wrong horse' })).status).to.equal(403);
    const { status, json } = await erase({ messages: 'keep', password: PASSWORD });
    expect(status).to.equal(202);
    expect(json).to.include({ user_id: ann.id, status: 'running', finished_at: null });
    expect((await call('GET', '/me', { token: ann.token })).status).to.equal(401);
    const refresh = { json: { refresh_token: ann.refreshToken } };
    expect((await call('POST', '/auth/refresh', refresh)).status).to.equal(401);
    await createEraser(ports)(String(json.id));
    const report = await call('GET', `/erasures/${json.id}`);
    expect(report.json).to.include({ status: 'done' });
    expect(report.json.removed).to.include({ profile: 1, sessions: 1 });
    expect((await call('GET', '/erasures/unknown')).status).to.equal(404);
  });

  it('of others is erased by the scope only', async () => {
    const { call, person } = createTestApi();
    const [ann, bob] = [await person('Ann'), await person('Bob')];
    expect((await call('DELETE', `/users/${bob.id}`, { token: ann.token })).status).to.equal(403);
    expect((await call('GET', `/users/${bob.id}`, { token: ann.token })).json.first_name).to.equal('Bob');
  });
});
