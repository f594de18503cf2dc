import { ChatError } from '@crosstalk/domain';
import { MAX_JSON_BYTES } from '@crosstalk/rest';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createTestApi } from './test-api.js';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('a request', () => {
  it('gets 404 where there is no route, and 405 with Allow where there is no such method', async () => {
    const { call } = createTestApi();
    for (const path of [
      '/',
      '/nothing',
      '/rooms/',
      '/rooms//messages',
      '/rooms/1/messages/2',
      '/%72ooms',
      '/__proto__',
    ]) {
      expect((await call('GET', path)).json.code, path).to.equal('route_not_found');
    }
    const wrong = await call('PUT', '/rooms');
    expect(wrong.status).to.equal(405);
    expect(wrong.headers.Allow).to.equal('GET, HEAD, POST');
  });

  it('gets a problem document that says what, where and why', async () => {
    const { call } = createTestApi();
    const { headers, json } = await call('POST', '/auth/login', { json: { email: 5 } });
    expect(headers['Content-Type']).to.equal('application/problem+json');
    expect(json).to.deep.include({
      type: 'https://chat.example/api/v1/openapi.json#/x-problems/invalid',
      status: 422,
      code: 'invalid',
      instance: '/api/v1/auth/login',
      fields: { email: 'must be a string', password: 'is required' },
    });
  });

  it('gets 415 for a body that is not called JSON, and 422 for one that is not JSON', async () => {
    const { call } = createTestApi();
    const bytes = [Buffer.from('email=a')];
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await call('POST', '/auth/login', { bytes, headers })).status).to.equal(415);
    expect((await call('POST', '/auth/login', { bytes })).status).to.equal(415);
    for (const broken of [Buffer.from('{'), Buffer.from([0x22, 0xff, 0x22]), Buffer.from('{}{}')]) {
      const called = await call('POST', '/auth/login', { bytes: [broken], headers: JSON_TYPE });
      expect(called.json.fields, broken.toString('hex')).to.have.property('body');
    }
  });

  it('may be called JSON in any spelling of RFC 6838', async () => {
    const { call } = createTestApi();
    for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'application/vnd.api+json']) {
      const called = await call('POST', '/auth/login', {
        bytes: [Buffer.from('{}')],
        headers: { 'content-type': type },
      });
      expect(called.status, type).to.equal(422);
    }
  });

  it('gets 413 as soon as its body is over the limit, said or sent', async () => {
    const { call } = createTestApi();
    const said = await call('POST', '/auth/login', {
      headers: { ...JSON_TYPE, 'content-length': String(MAX_JSON_BYTES + 1) },
    });
    expect(said.status).to.equal(413);
    // Closing it would cut off a client that is still sending, and its answer with it.
    expect(said.headers).to.not.have.property('Connection');
    let pulled = 0;
    const endless = (async function* () {
      for (;;) {
        pulled += 1;
        yield Buffer.alloc(65_536, 0x20);
      }
    })();
    expect((await call('POST', '/auth/login', { bytes: endless, headers: JSON_TYPE })).status).to.equal(413);
    expect(pulled).to.equal(5);
  });

  it('that ends in the middle of its body is no defect', async () => {
    const { call, defects } = createTestApi();
    const bytes = (async function* () {
      yield Buffer.from('{');
      throw new Error('aborted');
    })();
    expect((await call('POST', '/auth/login', { bytes, headers: JSON_TYPE })).status).to.equal(422);
    expect(defects).to.deep.equal([]);
  });

  it('is not read before the caller is known', async () => {
    const { call } = createTestApi();
    const bytes = (async function* () {
      yield Buffer.from('{');
      throw new Error('the body was read');
    })();
    expect((await call('POST', '/rooms', { bytes, headers: JSON_TYPE })).status).to.equal(401);
  });

  it('without a good bearer token gets 401 and the scheme to use', async () => {
    const { call, ports, person } = createTestApi();
    const { token } = await person('Ann');
    for (const authorization of [
      '',
      'Bearer',
      'Bearer ',
      'Basic YTpi',
      `Bearer ${token}x`,
      'Bearer \uD800',
      `Bearer ${token} x`,
    ]) {
      const called = await call('GET', '/me', { headers: { authorization } });
      expect([called.status, called.headers['WWW-Authenticate']], authorization).to.deep.equal([
        401,
        'Bearer realm="crosstalk"',
      ]);
    }
    expect((await call('GET', '/me', { headers: { authorization: `bearer ${token}` } })).status).to.equal(
      200,
    );
    ports.clock.advance(86_400_000);
    expect((await call('GET', '/me', { token })).status).to.equal(401);
  });

  it('of a person who asks too often gets 429 and when to come back', async () => {
    const { call, ports, person } = createTestApi({ environment: { REST_REQUESTS_PER_MINUTE: '3' } });
    const { token } = await person('Ann');
    for (let used = 0; used < 3; used += 1)
      expect((await call('GET', '/me', { token })).status).to.equal(200);
    const refused = await call('GET', '/me', { token });
    expect([refused.status, refused.headers['Retry-After'], refused.json.retry_after]).to.deep.equal([
      429,
      '60',
      60,
    ]);
    ports.clock.advance(60_000);
    expect((await call('GET', '/me', { token })).status).to.equal(200);
  });

  it('learns nothing of a defect, which is reported instead', async () => {
    const defect = new Error('mongodb://secret@host');
    const { call, defects, person } = createTestApi({ replace: { getMe: () => Promise.reject(defect) } });
    const { token } = await person('Ann');
    const called = await call('GET', '/me', { token });
    expect(called.status).to.equal(500);
    expect(called.body).not.to.contain('secret');
    expect(defects).to.deep.equal([defect]);
  });

  it('gets 503 while a dependency is away', async () => {
    const away = new ChatError('unavailable', 'The database is away.', { retryAfterMs: 1_500 });
    const { call, defects, person } = createTestApi({ replace: { getMe: () => Promise.reject(away) } });
    const called = await call('GET', '/me', { token: (await person('Ann')).token });
    expect([called.status, called.headers['Retry-After']]).to.deep.equal([503, '2']);
    expect(defects).to.deep.equal([]);
  });

  it('with HEAD gets the headers of GET and no body', async () => {
    const { call, person } = createTestApi();
    const { token } = await person('Ann');
    const [head, get] = [await call('HEAD', '/me', { token }), await call('GET', '/me', { token })];
    expect(head).to.deep.include({ status: 200, headers: get.headers, body: null });
    expect((await call('HEAD', '/auth/login')).status).to.equal(405);
  });

  it('is answered with what no cache keeps, except for the document', async () => {
    const { call, person } = createTestApi();
    const { token } = await person('Ann');
    expect((await call('GET', '/me', { token })).headers['Cache-Control']).to.equal('no-store');
    expect((await call('GET', '/openapi.json')).headers['Cache-Control']).to.match(/^public/);
  });
});
