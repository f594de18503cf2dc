import { FramesClient } from './frames-client.js';
import type { HostileSpeaker } from './hostile-speaker.js';

const GROUP = { kind: 'id', valid: 'CHAT', required: true } as const;
const DIRECT = { kind: 'idText', valid: '"DIRECT"', required: true } as const;
const TYPE = { kind: 'name', valid: '"group"', required: true } as const;
const MESSAGE = { kind: 'id', valid: 'MESSAGE', required: true } as const;
const TEXT = { kind: 'text', valid: '"x"', required: true } as const;

export const consumerSpeaker: HostileSpeaker = {
  dialect: 'consumer',
  async connect(stage) {
    const pair = [stage.mallory.id, stage.bob.id].sort((a, b) => a - b).join('_');
    const fill = (text: string): string => stage.fill(text.replaceAll('DIRECT', pair));
    return FramesClient.connect({
      url: `${stage.cluster.node(0).wsUrl}/ws/chats/`,
      headers: { authorization: `Bearer ${stage.mallory.token}` },
      frameOf: (type, content) => fill(`{"type":${JSON.stringify(type)},"content":${content}}`),
      isAnswer: ({ type }) => type === 'message_read',
      refusalOf: ({ type, content }) => {
        if (type !== 'error') return null;
        const error = content as { readonly code: string; readonly detail: string; readonly fields?: object };
        return { code: error.code, fields: Object.keys(error.fields ?? {}), detail: error.detail };
      },
    });
  },
  requests: [
    {
      name: 'new_message',
      fields: {
        chat_type: TYPE,
        chat_id: GROUP,
        message: TEXT,
        reply_to: { kind: 'id', valid: 'MESSAGE', accepts: ['null'] },
      },
    },
    { name: 'new_message', fixed: { chat_type: '"direct"', message: '"x"' }, fields: { chat_id: DIRECT } },
    { name: 'new_message', fixed: { chat_type: '"project"', message: '"x"' }, fields: { chat_id: GROUP } },
    { name: 'user_typing', fields: { chat_type: TYPE, chat_id: GROUP } },
    { name: 'message_read', fields: { chat_type: TYPE, chat_id: GROUP, message_id: MESSAGE } },
    { name: 'delete_message', fields: { chat_type: TYPE, chat_id: GROUP, message_id: MESSAGE } },
  ],
  harmless: { request: 'message_read', payload: '{"chat_type":"group","chat_id":CHAT,"message_id":MESSAGE}' },
  invalid: 'invalid',
  foreign: [
    {
      request: 'new_message',
      payload: '{"chat_type":"group","chat_id":FOREIGN,"message":"x","reply_to":null}',
      code: 'not_found',
    },
    {
      request: 'new_message',
      payload: '{"chat_type":"project","chat_id":9007199254740991,"message":"x","reply_to":null}',
      code: 'not_found',
    },
    { request: 'user_typing', payload: '{"chat_type":"group","chat_id":FOREIGN}', code: 'not_found' },
    {
      request: 'message_read',
      payload: '{"chat_type":"group","chat_id":FOREIGN,"message_id":MESSAGE}',
      code: 'not_found',
    },
    {
      request: 'delete_message',
      payload: '{"chat_type":"group","chat_id":FOREIGN,"message_id":MESSAGE}',
      code: 'not_found',
    },
    {
      request: 'delete_message',
      payload: '{"chat_type":"group","chat_id":CHAT,"message_id":9007199254740991}',
      code: 'not_found',
    },
  ],
};
