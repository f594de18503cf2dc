import { randomUUID } from 'node:crypto';
import { type Frame, FramesClient } from './frames-client.js';
import type { HostileSpeaker } from './hostile-speaker.js';

const CHAT_KEY = 'dev-chat-key';
const CHAT = { kind: 'idText', valid: '"OWN"', required: true } as const;
const TEXT = { kind: 'text', valid: '"x"', required: true } as const;
/** May be empty, and an address where it is not. */
const NAMES = ['avatar', 'email', 'name', 'phone'] as const;

function person(prefix: string, id: string) {
  const required = { kind: 'text', valid: '""', required: true } as const;
  const optional = { kind: 'text', valid: '"x"', accepts: ['null'] } as const;
  return {
    [`${prefix}.id`]: { kind: 'idOrText', valid: JSON.stringify(id), required: true } as const,
    ...Object.fromEntries(NAMES.map((name) => [`${prefix}.${name}`, required])),
    [`${prefix}.last_name`]: optional,
    [`${prefix}.middle_name`]: optional,
  };
}

const profile = (id: string): string =>
  JSON.stringify({ id, avatar: '', email: '', name: 'Mallory', phone: '' });

const KEY = { chat_key: JSON.stringify(CHAT_KEY) };
const ME = `mallory-${randomUUID()}`;

/** Mallory has a chat of her own on this wire: the people of a host site are nobody else's. */
export const fsegoSpeaker: HostileSpeaker = {
  dialect: 'fsego',
  async connect(stage) {
    let own = '0';
    const client = await FramesClient.connect({
      url: `${stage.cluster.node(0).wsUrl}/ws/fsego/`,
      frameOf: (action, payload) => {
        // The name of the action is no place for ids.
        const filled = stage.fill(payload.replaceAll('OWN', own));
        return `{"action":${JSON.stringify(action)}${filled === '{}' ? '}' : `,${filled.slice(1)}`}`;
      },
      isAnswer: ({ action, chat, user }) =>
        (action === 'NEW_CHATS' || action === 'VIEW_CHAT' || action === 'DATA') &&
        (chat !== undefined || user !== undefined),
      refusalOf: (frame) => refusalOf(frame),
    });
    await client.ask('DATA', `{"chat_key":"${CHAT_KEY}","user":${profile(ME)}}`);
    const peers = `"user_sender":${profile(ME)},"user_recipient":${profile(`${ME}-peer`)}`;
    await client.ask('NEW_CHATS', `{"chat_key":"${CHAT_KEY}",${peers}}`);
    const opened = client.log.all.find(({ action }) => action === 'NEW_CHATS') as { chats_id?: string };
    own = String(opened.chats_id);
    return client;
  },
  requests: [
    { name: 'DATA', fixed: KEY, fields: person('user', ME) },
    {
      name: 'NEW_CHATS',
      fixed: { ...KEY, user_sender: profile(ME) },
      fields: person('user_recipient', `${ME}-other`),
    },
    { name: 'VIEW_CHAT', fixed: KEY, fields: { chats_id: CHAT, limit: { kind: 'count', valid: '10' } } },
    { name: 'OUT_CHAT', fixed: KEY, fields: { chats_id: CHAT } },
    { name: 'ADD_MESSAGE', fields: { chats_id: CHAT, message: TEXT } },
  ],
  harmless: { request: 'VIEW_CHAT', payload: `{"chat_key":"${CHAT_KEY}","chats_id":"OWN"}` },
  invalid: 'invalid',
  foreign: [
    { request: 'ADD_MESSAGE', payload: '{"chats_id":"FOREIGN","message":"x"}', code: 'not_found' },
    { request: 'ADD_MESSAGE', payload: '{"chats_id":"CHAT","message":"x"}', code: 'not_found' },
    { request: 'ADD_MESSAGE', payload: '{"chats_id":"9007199254740991","message":"x"}', code: 'not_found' },
    { request: 'VIEW_CHAT', payload: `{"chat_key":"${CHAT_KEY}","chats_id":"FOREIGN"}`, code: 'not_found' },
    { request: 'OUT_CHAT', payload: `{"chat_key":"${CHAT_KEY}","chats_id":"FOREIGN"}`, code: 'not_found' },
    { request: 'VIEW_CHAT', payload: '{"chat_key":"stolen","chats_id":"OWN"}', code: 'forbidden' },
    {
      request: 'DATA',
      payload: `{"chat_key":"${CHAT_KEY}","user":${profile('somebody-else')}}`,
      code: 'forbidden',
    },
  ],
};

function refusalOf({ action, code, message, fields }: Frame) {
  if (action !== 'ERROR') return null;
  return {
    code: String(code),
    fields: Object.keys((fields as object | undefined) ?? {}),
    detail: String(message),
  };
}
