import type { FileId, FileUpload } from '@crosstalk/domain';
import { routes } from '@crosstalk/rest';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { FORM_TYPE, filePart, formOf } from './form.js';
import {
  type Called,
  type CallOptions,
  createTestApi,
  linkTo,
  type Person,
  type TestApi,
} from './test-api.js';

const SUBSCRIPTION = {
  endpoint: 'https://push.example.com/send/abc',
  expirationTime: null,
  keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
};
const HOOK = { url: 'https://hooks.example.com/chat', events: ['message.posted'] };

interface Stage extends TestApi {
  readonly ann: Person;
  readonly bob: Person;
  readonly room: number;
  readonly file: number;
  /** With the token of a host system. */
  asHost(method: string, target: string, json?: unknown): Promise<Called>;
  as(person: Person, method: string, target: string, json?: unknown): Promise<Called>;
}

const PASSWORD = 'correct horse';
const PNG: FileUpload = { name: 'dot.png', contentType: 'image/png', bytes: new Uint8Array([1, 2, 3]) };

async function setStage(): Promise<Stage> {
  const api = createTestApi();
  const [ann, bob] = [await api.person('Ann'), await api.person('Bob')];
  const as: Stage['as'] = (person, method, target, json) => {
    const options: CallOptions = { token: person.token, ...(json !== undefined && { json }) };
    return api.call(method, target, options);
  };
  const grant = async () => {
    const { actor } = await api.useCases.authenticate(ann.token);
    const { userId, tenant } = actor;
    const expiresAt = api.ports.clock.now() + 900_000;
    return api.ports.accessTokens.grant({
      issuer: 'builtin',
      userId,
      tenant,
      scopes: ['webhooks:write', 'users:erase'],
      expiresAt,
      family: null,
    });
  };
  const asHost: Stage['asHost'] = async (method, target, json) =>
    api.call(method, target, { token: await grant(), ...(json !== undefined && { json }) });
  const made = await as(ann, 'POST', '/rooms', { type: 'group', users: [bob.id], title: 'Tea' });
  const { actor } = await api.useCases.authenticate(ann.token);
  const [file] = await api.useCases.storeFiles(actor, [PNG]);
  const picture = { contentType: 'image/webp', bytes: [new Uint8Array([4])] };
  const found = { width: 1, height: 1, durationSeconds: null, placeholder: null };
  const renditions = { thumbnail: picture, preview: picture };
  await api.ports.files.finish(file?.id as FileId, { status: 'ready', ...found, renditions });
  return { ...api, ann, bob, as, asHost, room: Number(made.json.id), file: Number(file?.id) };
}

/** One good call of each route, and the status that it must give. */
const GOOD: Readonly<Record<string, readonly [number, (stage: Stage) => Promise<Called>]>> = {
  'POST /auth/register': [
    201,
    ({ call }) =>
      call('POST', '/auth/register', {
        json: { email: 'x@example.org', password: PASSWORD, first_name: 'X' },
      }),
  ],
  'POST /auth/login': [
    200,
    ({ call }) => call('POST', '/auth/login', { json: { email: 'Ann.1@example.org', password: PASSWORD } }),
  ],
  'POST /auth/refresh': [
    200,
    ({ call, ann }) => call('POST', '/auth/refresh', { json: { refresh_token: ann.refreshToken } }),
  ],
  'POST /auth/logout': [
    204,
    ({ call, ann }) => call('POST', '/auth/logout', { json: { refresh_token: ann.refreshToken } }),
  ],
  'GET /me': [200, ({ as, ann }) => as(ann, 'GET', '/me')],
  'PATCH /me': [200, ({ as, ann }) => as(ann, 'PATCH', '/me', { last_name: 'Lee' })],
  'GET /users': [200, ({ as, ann }) => as(ann, 'GET', '/users?q=Bob')],
  'GET /users/:id': [200, ({ as, ann, bob }) => as(ann, 'GET', `/users/${bob.id}`)],
  'GET /rooms': [200, ({ as, ann }) => as(ann, 'GET', '/rooms')],
  'POST /rooms': [201, ({ as, ann, bob }) => as(ann, 'POST', '/rooms', { type: 'direct', users: [bob.id] })],
  'GET /rooms/:id': [200, ({ as, ann, room }) => as(ann, 'GET', `/rooms/${room}`)],
  'PATCH /rooms/:id': [
    200,
    ({ as, ann, room }) => as(ann, 'PATCH', `/rooms/${room}`, { title: 'Chai', muted: true }),
  ],
  'DELETE /rooms/:id': [204, ({ as, ann, room }) => as(ann, 'DELETE', `/rooms/${room}`)],
  'PUT /rooms/:id/members/:userId': [
    200,
    async ({ as, ann, room, person }) => as(ann, 'PUT', `/rooms/${room}/members/${(await person('Cy')).id}`),
  ],
  'DELETE /rooms/:id/members/:userId': [
    204,
    ({ as, ann, bob, room }) => as(ann, 'DELETE', `/rooms/${room}/members/${bob.id}`),
  ],
  'PUT /projects/:projectId/members': [
    201,
    ({ as, ann, bob }) => as(ann, 'PUT', '/projects/77/members', { users: [bob.id], title: 'House' }),
  ],
  'GET /rooms/:id/messages': [200, ({ as, ann, room }) => as(ann, 'GET', `/rooms/${room}/messages`)],
  'POST /rooms/:id/messages': [
    201,
    ({ as, ann, room, file }) => as(ann, 'POST', `/rooms/${room}/messages`, { text: 'hi', file_ids: [file] }),
  ],
  'POST /rooms/:id/read': [200, ({ as, ann, room }) => as(ann, 'POST', `/rooms/${room}/read`)],
  'GET /search': [200, ({ as, ann, room }) => as(ann, 'GET', `/search?q=tea&room=${room}`)],
  'POST /files': [
    201,
    ({ call, ann }) =>
      call('POST', '/files', { token: ann.token, bytes: [formOf(filePart('x'))], headers: FORM_TYPE }),
  ],
  'GET /files/:id': [200, ({ as, ann, file }) => as(ann, 'GET', `/files/${file}`)],
  'GET /files/:id/content': [200, ({ call, file }) => call('GET', linkTo(file, 'content'))],
  'GET /files/:id/thumbnail': [200, ({ call, file }) => call('GET', linkTo(file, 'thumbnail'))],
  'GET /files/:id/preview': [200, ({ as, ann, file }) => as(ann, 'GET', `/files/${file}/preview`)],
  'GET /calls/ice-servers': [200, ({ as, ann }) => as(ann, 'GET', '/calls/ice-servers')],
  'GET /me/push/key': [200, ({ as, ann }) => as(ann, 'GET', '/me/push/key')],
  'PUT /me/push/subscriptions': [
    204,
    ({ as, ann }) => as(ann, 'PUT', '/me/push/subscriptions', SUBSCRIPTION),
  ],
  'DELETE /me/push/subscriptions': [
    204,
    ({ as, ann }) => as(ann, 'DELETE', '/me/push/subscriptions', { endpoint: SUBSCRIPTION.endpoint }),
  ],
  'GET /me/notifications': [200, ({ as, ann }) => as(ann, 'GET', '/me/notifications')],
  'PUT /me/notifications': [
    200,
    ({ as, ann }) => as(ann, 'PUT', '/me/notifications', { push: false, email: true }),
  ],
  'GET /webhooks': [200, ({ asHost }) => asHost('GET', '/webhooks')],
  'POST /webhooks': [201, ({ asHost }) => asHost('POST', '/webhooks', HOOK)],
  'DELETE /webhooks/:id': [
    204,
    async ({ asHost }) => asHost('DELETE', `/webhooks/${(await asHost('POST', '/webhooks', HOOK)).json.id}`),
  ],
  'POST /webhooks/:id/enable': [
    200,
    async ({ asHost }) =>
      asHost('POST', `/webhooks/${(await asHost('POST', '/webhooks', HOOK)).json.id}/enable`),
  ],
  'GET /me/export': [200, ({ as, ann }) => as(ann, 'GET', '/me/export')],
  'DELETE /me': [
    202,
    ({ as, ann }) => as(ann, 'DELETE', '/me', { messages: 'keep', password: 'correct horse' }),
  ],
  'DELETE /users/:id': [
    202,
    ({ asHost, bob }) => asHost('DELETE', `/users/${bob.id}`, { messages: 'delete' }),
  ],
  'GET /erasures/:id': [
    200,
    async ({ call, asHost, bob }) => {
      const { json } = await asHost('DELETE', `/users/${bob.id}`);
      return call('GET', `/erasures/${json.id}`);
    },
  ],
  'GET /openapi.json': [200, ({ call }) => call('GET', '/openapi.json')],
};

describe('the routes', () => {
  it('are all called here', () => {
    expect(Object.keys(GOOD)).to.have.members(routes.map(({ method, path }) => `${method} ${path}`));
  });

  for (const [name, [status, run]] of Object.entries(GOOD)) {
    it(`answer a good ${name} with ${status} and what the document says`, async () => {
      const stage = await setStage();
      const called = await run(stage);
      expect(called.status, JSON.stringify(called.json)).to.equal(status);
      expect(stage.defects).to.deep.equal([]);
    });
  }
});
