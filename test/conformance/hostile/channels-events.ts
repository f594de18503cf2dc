/** @module Events that no client should send, the code that each gets and the field that is to blame. */
const DEEP = '['.repeat(10_000) + ']'.repeat(10_000);

/** The payload is JSON text, so that it can say what JSON can and JavaScript would not. */
export type HostileEvent = readonly [event: string, payload: string, code: string, field?: string];

type Rows = readonly HostileEvent[];

function toChannel(id: string): HostileEvent {
  return ['message-send', `{"channelId":${id},"text":"x"}`, 'invalid', 'channelId'];
}
function send(members: string, field: string): HostileEvent {
  return ['message-send', `{"channelId":CHAT,${members}}`, 'invalid', field];
}
function create(members: string, field: string): HostileEvent {
  return ['channel-create', `{"type":"group",${members}}`, 'invalid', field];
}

const PAYLOADS: Rows = ['[]', '"text"', '5', 'true', '[{"channelId":CHAT,"text":"x"}]', DEEP].map(
  (payload) => ['message-send', payload, 'invalid', 'data'],
);

const EVENTS: Rows = [
  'no-such-event',
  '__proto__',
  'constructor',
  'toString',
  '',
  'e'.repeat(100_000),
  '💥\\ud800',
].map((event) => [event, '{}', 'invalid']);

const TRANSACTIONS: Rows = ['5', '{"$gt":""}', '["x"]', 'true', `"${'t'.repeat(129)}"`, DEEP].map(
  (transaction) => [
    'message-send',
    `{"transaction":${transaction},"channelId":CHAT,"text":"x"}`,
    'invalid',
    'transaction',
  ],
);

const FOREIGN: Rows = [
  ['message-send', '{"channelId":FOREIGN,"text":"x"}', 'not_found'],
  ['message-send', '{"channelId":CHAT,"channelId":FOREIGN,"text":"x"}', 'not_found'],
  ['message-send', '{"channelId":9007199254740991,"text":"x"}', 'not_found'],
  ['channel-get', '{"channelId":FOREIGN}', 'not_found'],
  ['channel-update', '{"channelId":FOREIGN,"title":"mine"}', 'not_found'],
  ['channel-delete', '{"channelId":FOREIGN}', 'not_found'],
  ['channel-delete', '{"channelId":CHAT}', 'forbidden'],
  ['members-add', '{"channelId":FOREIGN,"users":[BOB]}', 'not_found'],
  ['members-remove', '{"channelId":FOREIGN,"users":[BOB]}', 'not_found'],
  ['member-role', '{"channelId":CHAT,"userId":BOB,"role":"member"}', 'forbidden'],
  ['messages-history', '{"channelId":FOREIGN}', 'not_found'],
  ['channel-read', '{"channelId":FOREIGN}', 'not_found'],
  ['typing', '{"channelId":FOREIGN,"on":true}', 'not_found'],
  ['message-edit', '{"messageId":MESSAGE,"text":"not mine"}', 'forbidden'],
  ['message-edit', '{"messageId":9007199254740991,"text":"x"}', 'not_found'],
];

const READING: Rows = [
  ['messages-history', '{"channelId":CHAT,"limit":0}', 'invalid', 'limit'],
  ['messages-history', '{"channelId":CHAT,"limit":1e9}', 'invalid', 'limit'],
  ['messages-history', '{"channelId":CHAT,"before":{"$gt":0}}', 'invalid', 'before'],
  ['messages-history', '{"channelId":CHAT,"after":-1}', 'invalid', 'after'],
  ['messages-history', '{"channelId":CHAT,"around":1.5}', 'invalid', 'around'],
  ['channels-list', '{"before":"yesterday"}', 'invalid', 'before'],
  ['channels-list', '{"limit":"all"}', 'invalid', 'limit'],
  ['sync', '{}', 'invalid', 'channels'],
  ['sync', '{"channels":[1,2]}', 'invalid', 'channels'],
  ['sync', '{"channels":{"CHAT":{"$gt":0}}}', 'invalid', 'channels.CHAT'],
  ['sync', '{"channels":{"CHAT":-1}}', 'invalid', 'channels.CHAT'],
  ['sync', '{"channels":{"$where":1}}', 'invalid', 'channels.$where'],
  ['channel-read', '{"channelId":CHAT,"seq":{"$inc":1}}', 'invalid', 'seq'],
  ['users-search', '{"q":{"$regex":".*"}}', 'invalid', 'q'],
  ['users-search', '{"q":""}', 'invalid', 'q'],
  ['messages-search', '{"q":"\\ud800"}', 'invalid', 'q'],
  ['messages-search', '{"q":"x","channelId":{"$ne":1}}', 'invalid', 'channelId'],
  ['presence-subscribe', '{"users":{"$gt":0}}', 'invalid', 'users'],
  ['typing', '{"channelId":CHAT,"on":"yes"}', 'invalid', 'on'],
];

export const HOSTILE_EVENTS: Rows = [
  ...PAYLOADS,
  ...EVENTS,
  ...TRANSACTIONS,
  ...FOREIGN,
  ...READING,
  ...['{"$gt":0}', '[CHAT]', '"CHAT"', '-1', '0', '1.5', '9007199254740993', '1e400', 'true', 'null'].map(
    toChannel,
  ),
  ['message-send', '{}', 'invalid', 'channelId'],
  ['message-send', '{"__proto__":{"channelId":CHAT},"text":"x"}', 'invalid', 'channelId'],
  send('"text":5', 'text'),
  send('"text":{"$ne":""}', 'text'),
  send('"text":"\\ud800"', 'text'),
  send(`"text":${DEEP}`, 'text'),
  send(`"text":"${'x'.repeat(16_001)}"`, 'text'),
  send('"text":""', 'text'),
  send('"__proto__":{"text":"x"}', 'text'),
  send('"text":"x","replyTo":{"$gt":0}', 'replyTo'),
  send('"text":"x","clientId":5', 'clientId'),
  send('"text":"x","clientId":{"$exists":true}', 'clientId'),
  send('"text":"x","clientId":"\\udfff"', 'clientId'),
  send('"text":"x","fileIds":{"length":1}', 'fileIds'),
  send('"text":"x","fileIds":["1"]', 'fileIds.0'),
  ['channel-create', '{"type":"everyone","users":[BOB]}', 'invalid', 'type'],
  ['channel-create', '{"type":{"$in":["group"]},"users":[BOB]}', 'invalid', 'type'],
  create('"title":"x"', 'users'),
  create('"users":[BOB,{"$gt":0}],"title":"x"', 'users.1'),
  create('"users":[BOB],"title":{"$set":1}', 'title'),
  create('"users":[BOB],"title":"\\udc00"', 'title'),
  ['message-react', '{"messageId":MESSAGE,"emoji":{"a":1},"on":true}', 'invalid', 'emoji'],
  ['message-react', '{"messageId":MESSAGE,"emoji":"👍","on":1}', 'invalid', 'on'],
  ['message-delete', '{"messageId":{"$gt":0}}', 'invalid', 'messageId'],
  ['member-role', '{"channelId":CHAT,"userId":BOB,"role":"god"}', 'invalid', 'role'],
  ['call-start', `{"userId":BOB,"iceCandidate":${DEEP}}`, 'invalid', 'iceCandidate'],
  ['message-send', `{"channelId":CHAT,"text":"${'x'.repeat(10 * 1024 * 1024)}"}`, 'too_large'],
  ['auth', '{"data":{"$gt":""}}', 'invalid', 'data'],
  ['auth', '{"data":"a.b.c"}', 'unauthenticated'],
];
