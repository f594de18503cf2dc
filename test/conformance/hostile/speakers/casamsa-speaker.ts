import { FramesClient } from './frames-client.js';
import type { HostileSpeaker } from './hostile-speaker.js';

const CHAT = { kind: 'id', valid: 'CHAT', required: true } as const;
const USERS = { kind: 'ids', valid: '[BOB]', required: true } as const;
const ANSWERS = new Set([
  'authenticated',
  'chat_created',
  'chat_updated',
  'message_created',
  'messages_read',
  'user_removed_successful',
  'user_added_successful',
]);

export const casamsaSpeaker: HostileSpeaker = {
  dialect: 'casamsa',
  async connect(stage) {
    const client = await FramesClient.connect({
      url: `${stage.cluster.node(0).wsUrl}/ws/chat/`,
      frameOf: (method, args) => stage.fill(`{"method":${JSON.stringify(method)},"args":${args}}`),
      isAnswer: ({ type }) => ANSWERS.has(String(type)),
      refusalOf: ({ type, data }) => {
        if (type !== 'error') return null;
        const error = data as { readonly type: string; readonly detail: string; readonly fields?: object };
        return { code: error.type, fields: Object.keys(error.fields ?? {}), detail: error.detail };
      },
    });
    // With a token beside the arguments the first request authenticates; the rest need none.
    await client.ask('auth', `{},"access_token":"${stage.mallory.token}"`);
    return client;
  },
  requests: [
    {
      name: 'create_chat',
      fields: { users: USERS, title: { kind: 'text', valid: '"x"', accepts: ['null'] } },
    },
    {
      name: 'update_chat',
      fields: { chat: CHAT, title: { kind: 'text', valid: '"x"', required: true, accepts: ['null'] } },
    },
    {
      name: 'send_message',
      fields: {
        chat: CHAT,
        text: { kind: 'text', valid: '"x"', required: true },
      },
    },
    { name: 'read_messages', fields: { chat: CHAT } },
    { name: 'remove_from_chat', fields: { users: USERS, chat: CHAT } },
    { name: 'add_to_chat', fields: { users: USERS, chat: CHAT } },
  ],
  harmless: { request: 'read_messages', payload: '{"chat":CHAT}' },
  invalid: 'field_error',
  foreign: [
    { request: 'send_message', payload: '{"chat":FOREIGN,"text":"x"}', code: 'access_error' },
    { request: 'send_message', payload: '{"chat":9007199254740991,"text":"x"}', code: 'access_error' },
    { request: 'read_messages', payload: '{"chat":FOREIGN}', code: 'access_error' },
    { request: 'update_chat', payload: '{"chat":FOREIGN,"title":"x"}', code: 'access_error' },
    { request: 'add_to_chat', payload: '{"chat":FOREIGN,"users":[BOB]}', code: 'access_error' },
    { request: 'remove_from_chat', payload: '{"chat":FOREIGN,"users":[BOB]}', code: 'access_error' },
  ],
};
