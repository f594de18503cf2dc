/** @module Requests that no client should send, the status that each gets and the field that is to blame. */
const DEEP = '['.repeat(10_000) + ']'.repeat(10_000);

/** Method and path, body as it goes over the wire, status, field. */
export type HostileRequest = readonly [request: string, body: string | null, status: number, field?: string];
type Rows = readonly HostileRequest[];

const SEND = 'POST /rooms/CHAT/messages';
const CREATE = 'POST /rooms';
const REGISTER = 'POST /auth/register';
const LOGIN = 'POST /auth/login';

function registration(members: string): string {
  return `{"email":"new@example.com","password":"long enough to pass","first_name":"New",${members}}`;
}

const PATHS: Rows = [
  ['GET /rooms/0', null, 422, 'id'],
  ['GET /rooms/-1', null, 422, 'id'],
  ['GET /rooms/1.5', null, 422, 'id'],
  ['GET /rooms/1e3', null, 422, 'id'],
  ['GET /rooms/9007199254740993', null, 422, 'id'],
  ['GET /rooms/%7B%22%24gt%22%3A0%7D', null, 422, 'id'],
  ['GET /rooms/__proto__', null, 422, 'id'],
  ['GET /rooms/FOREIGN', null, 404],
  ['GET /rooms/FOREIGN/messages', null, 404],
  ['DELETE /rooms/FOREIGN', null, 404],
  ['PUT /rooms/FOREIGN/members/BOB', null, 404],
  ['DELETE /rooms/CHAT', null, 403],
  ['GET /rooms/%FF', null, 422, 'id'],
  ['GET /rooms/%00', null, 422, 'id'],
  [`GET /rooms/${'9'.repeat(5_000)}`, null, 422, 'id'],
  ['GET /nothing', null, 404],
  ['GET /constructor', null, 404],
  ['PUT /me', '{}', 405],
];

const QUERIES: Rows = [
  ['GET /rooms/CHAT/messages?limit=0', null, 422, 'limit'],
  ['GET /rooms/CHAT/messages?limit=1e9', null, 422, 'limit'],
  ['GET /rooms/CHAT/messages?before[$gt]=0&after=x', null, 422, 'after'],
  ['GET /rooms/CHAT/messages?before=-1', null, 422, 'before'],
  ['GET /rooms/CHAT/messages?before=1&after=1', null, 422, 'after'],
  ['GET /users', null, 422, 'q'],
  ['GET /search?q=x&room={"$gt":0}', null, 422, 'room'],
  ['GET /rooms?before=yesterday', null, 422, 'before'],
];

const BODIES: Rows = ['hello', '{"text":', 'NaN', '{"text":NaN}', '\u0000', '"\\'].map((body) => [
  SEND,
  body,
  422,
  'body',
]);

const NO_OBJECTS: Rows = ['null', '[]', '"text"', '42', 'true', DEEP].map((body) => [
  SEND,
  body,
  422,
  'data',
]);

const TEXTS: Rows = [
  '5',
  '{"$ne":""}',
  '["x"]',
  'true',
  '"\\ud800"',
  `"${'x'.repeat(16_001)}"`,
  DEEP,
  '1e400',
].map((text) => [SEND, `{"text":${text}}`, 422, 'text']);

export const HOSTILE_REQUESTS: Rows = [
  ...PATHS,
  ...QUERIES,
  ...BODIES,
  ...NO_OBJECTS,
  ...TEXTS,
  [SEND, '{}', 422, 'text'],
  [SEND, '{"__proto__":{"text":"x"}}', 422, 'text'],
  [SEND, '{"constructor":{"prototype":{"text":"x"}}}', 422, 'text'],
  [SEND, '{"text":"x","text":5}', 422, 'text'],
  [SEND, '{"text":"x","client_id":{"$exists":true}}', 422, 'client_id'],
  [SEND, '{"text":"x","reply_to":"MESSAGE"}', 422, 'reply_to'],
  [SEND, '{"text":"x","file_ids":[{"$gt":0}]}', 422, 'file_ids.0'],
  [SEND, `{"text":"${'x'.repeat(10 * 1024 * 1024)}"}`, 413],
  ['POST /rooms/FOREIGN/messages', '{"text":"x"}', 404],
  ['POST /rooms/CHAT/read', '{"seq":{"$inc":1}}', 422, 'seq'],
  ['POST /rooms/CHAT/read', '{"seq":-1}', 422, 'seq'],
  [CREATE, '{"type":"everyone","users":[BOB]}', 422, 'type'],
  [CREATE, '{"type":"group","users":{"$gt":0}}', 422, 'users'],
  [CREATE, '{"type":"group","users":[BOB,{"$ne":null}],"title":"x"}', 422, 'users.1'],
  [CREATE, '{"type":"group","users":[BOB],"title":{"$set":1}}', 422, 'title'],
  [CREATE, '{"type":"group","users":[9007199254740993],"title":"x"}', 422, 'users.0'],
  ['PATCH /rooms/CHAT', '{"title":["x"]}', 422, 'title'],
  ['PATCH /me', '{"first_name":{"$set":"x"}}', 422, 'first_name'],
  ['PATCH /me', '{"photo":"javascript:alert(1)"}', 422, 'photo'],
  ['PATCH /me', '{"last_name":"\\ud800"}', 422, 'last_name'],
  [LOGIN, '{"email":{"$gt":""},"password":{"$gt":""}}', 422, 'email,password'],
  [LOGIN, '{"email":"nobody@example.com","password":"x"}', 401],
  [REGISTER, '{"email":"not an address","password":"long enough to pass","first_name":"x"}', 422, 'email'],
  [REGISTER, '{"email":"a@example.com","password":"x","first_name":"x"}', 422, 'password'],
  [REGISTER, registration('"phone":{"$gt":""}'), 422, 'phone'],
  [REGISTER, registration('"photo":5'), 422, 'photo'],
  ['POST /auth/refresh', '{"refresh_token":{"$ne":null}}', 422, 'refresh_token'],
  ['POST /auth/refresh', '{"refresh_token":"guess"}', 401],
  ['PUT /projects/{"$gt":0}/members', '{"users":[BOB]}', 422, 'project_id'],
];
