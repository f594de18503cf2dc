/** @module Frames that no client should send, the error type that each gets and the field that is to blame. */
const MEBIBYTE = 1024 * 1024;
const DEEP = '['.repeat(10_000) + ']'.repeat(10_000);

export type HostileFrame = readonly [frame: string, type: string, field?: string];

function send(args: string): string {
  return `{"method":"send_message","args":{${args}}}`;
}
function create(args: string): string {
  return `{"method":"create_chat","args":{${args}}}`;
}
function toChat(chat: string): HostileFrame {
  return [send(`"chat":${chat},"text":"x"`), 'field_error', 'chat'];
}
function withText(text: string): HostileFrame {
  return [send(`"chat":CHAT,"text":${text}`), 'field_error', 'text'];
}
function withFiles(files: string, field: string): HostileFrame {
  return [send(`"chat":CHAT,"text":"x","files":${files}`), 'field_error', field];
}

const UNREADABLE = [
  '',
  'hello',
  '{"method":"send_message"',
  'null',
  '[]',
  '"text"',
  '42',
  '{}',
  '{"method":5}',
  '{"method":{"$ne":null},"args":{}}',
  '{"method":"drop_database","args":{}}',
  '{"method":"__proto__"}',
  '{"method":"constructor"}',
  '{"method":"toString"}',
  `{"method":"${'m'.repeat(100_000)}"}`,
  '{"method":"send_message","args":[]}',
  '{"method":"send_message","args":"text"}',
  '{"method":"send_message","args":{"chat":NaN}}',
  DEEP,
  `{"method":${DEEP}}`,
  `"${'x'.repeat(20 * MEBIBYTE)}"`,
].map((frame): HostileFrame => [frame, 'system_error']);

const FOREIGN_CHAT = [
  send('"chat":FOREIGN,"text":"x"'),
  send('"chat":FOREIGN,"files":[{"name":"a.txt","data":"aGk="}]'),
  // Of two members with one name the last counts.
  send('"chat":CHAT,"chat":FOREIGN,"text":"x"'),
  '{"method":"read_messages","args":{"chat":FOREIGN}}',
  '{"method":"update_chat","args":{"chat":FOREIGN,"title":"x"}}',
  '{"method":"add_to_chat","args":{"chat":FOREIGN,"users":[BOB]}}',
  '{"method":"remove_from_chat","args":{"chat":FOREIGN,"users":[BOB]}}',
  send('"chat":9007199254740991,"text":"x"'),
].map((frame): HostileFrame => [frame, 'access_error']);

const TOKENS = ['5', '{"$gt":""}', '[]', '""', '"a.b.c"', `"${'t'.repeat(100_000)}"`].map(
  (token): HostileFrame => [
    `{"method":"send_message","access_token":${token},"args":{"chat":CHAT,"text":"x"}}`,
    'authorization_error',
  ],
);

export const HOSTILE_FRAMES: readonly HostileFrame[] = [
  ...UNREADABLE,
  ...FOREIGN_CHAT,
  ...TOKENS,
  ...[
    '{"$gt":0}',
    '{"$in":[CHAT]}',
    '[CHAT]',
    '"CHAT"',
    '-1',
    '0',
    '1.5',
    '9007199254740993',
    '1e400',
    'true',
    'null',
  ].map(toChat),
  ['{"method":"send_message"}', 'field_error', 'chat'],
  ['{"method":"send_message","args":null}', 'field_error', 'chat'],
  [send('"__proto__":{"chat":CHAT},"text":"x"'), 'field_error', 'chat'],
  ...['5', '{"$ne":""}', '["x"]', 'true', '""', '"  "', '"\\ud800"', '"a\\udfffb"', DEEP].map(withText),
  withText(`"${'x'.repeat(16_001)}"`),
  withText(`"${'x'.repeat(10 * MEBIBYTE)}"`),
  [send('"chat":CHAT'), 'field_error', 'text'],
  [send('"chat":CHAT,"__proto__":{"text":"x"}'), 'field_error', 'text'],
  [send('"chat":CHAT,"constructor":{"prototype":{"text":"x"}}'), 'field_error', 'text'],
  withFiles('{}', 'files'),
  withFiles('[null]', 'files.0'),
  withFiles('[{"name":"a.txt","data":"***"}]', 'files.0.data'),
  withFiles('[{"name":"","data":"aGk="}]', 'files.0.name'),
  withFiles('[{"name":"\\ud800","data":"aGk="}]', 'files.0.name'),
  withFiles('[{"name":"a.txt","data":"aGk="},{"name":"b.txt"}]', 'files.1.data'),
  [create(''), 'field_error', 'users'],
  [create('"users":{"$gt":0}'), 'field_error', 'users'],
  [create('"users":"BOB"'), 'field_error', 'users'],
  [create('"users":["BOB"]'), 'field_error', 'users.0'],
  [create('"users":[BOB,{"$ne":null}]'), 'field_error', 'users.1'],
  [create('"users":[BOB,1e308]'), 'field_error', 'users.1'],
  [create(`"users":[${'1,'.repeat(5_000)}1]`), 'field_error', 'users'],
  [create('"users":[BOB],"title":{"$set":1}'), 'field_error', 'title'],
  [create('"users":[BOB],"title":"\\udc00"'), 'field_error', 'title'],
  [create(`"users":[BOB],"title":"${'t'.repeat(201)}"`), 'field_error', 'title'],
  [create('"users":[9007199254740991],"title":"x"'), 'access_error'],
  ['{"method":"update_chat","args":{"chat":CHAT,"title":[]}}', 'field_error', 'title'],
  ['{"method":"add_to_chat","args":{"chat":CHAT,"users":null}}', 'field_error', 'users'],
  ['{"method":"remove_from_chat","args":{"chat":CHAT,"users":[]}}', 'field_error', 'users'],
  [
    send(`"chat":CHAT,"text":"x","event_response_key":"${'k'.repeat(1_025)}"`),
    'field_error',
    'event_response_key',
  ],
  [send(`"chat":CHAT,"text":"x","event_response_key":${DEEP}`), 'field_error', 'event_response_key'],
];
