import { EngineClient } from '../../../harness/engine-client.js';
import { acknowledged } from './acknowledged.js';
import type { HostileSpeaker } from './hostile-speaker.js';

const ROOM = { kind: 'id', valid: 'CHAT', required: true } as const;
const MESSAGE = { kind: 'id', valid: 'MESSAGE', required: true } as const;
const PEER = { kind: 'id', valid: 'BOB', required: true } as const;
const FILE = { kind: 'id', valid: 'null', accepts: ['null'] } as const;
const TEXT = { kind: 'text', valid: '"x"', required: true } as const;

export const dialogsSpeaker: HostileSpeaker = {
  dialect: 'dialogs',
  async connect(stage) {
    const engine = await EngineClient.open(stage.cluster.node(0).wsUrl, '/');
    engine.send('40');
    await engine.next('connect', (packet) => packet.startsWith('40'));
    const client = acknowledged(engine, stage);
    await client.ask('user.auth', JSON.stringify({ token: stage.mallory.token }));
    return client;
  },
  requests: [
    { name: 'chat.start', fields: { user_id: PEER, text: TEXT, file_id: FILE } },
    { name: 'message.send', fields: { room_id: ROOM, text: TEXT, file_id: FILE } },
    { name: 'message.edit', fields: { message_id: MESSAGE, text: TEXT } },
    { name: 'message.delete', fields: { message_id: MESSAGE } },
    {
      name: 'chat.history',
      fields: {
        room_id: ROOM,
        limit: { kind: 'count', valid: '10' },
        last_id: { kind: 'id', valid: 'MESSAGE', accepts: ['null'] },
      },
    },
    { name: 'chat.read', fields: { room_id: ROOM } },
    { name: 'chat.clear', fields: { room_id: ROOM } },
    { name: 'chat.delete', fields: { room_id: ROOM } },
    { name: 'chat.typing', fields: { room_id: ROOM } },
    { name: 'call.start', fields: { user_id: PEER } },
    { name: 'call.answer', fields: { user_id: PEER } },
    { name: 'call.ice', fields: { user_id: PEER } },
    { name: 'call.end', fields: { user_id: PEER } },
  ],
  harmless: { request: 'chat.history', payload: '{"room_id":CHAT}' },
  invalid: 'invalid',
  foreign: [
    { request: 'message.send', payload: '{"room_id":FOREIGN,"text":"x"}', code: 'not_found' },
    { request: 'message.send', payload: '{"room_id":9007199254740991,"text":"x"}', code: 'not_found' },
    { request: 'chat.start', payload: '{"user_id":9007199254740991,"text":"x"}', code: 'not_found' },
    { request: 'chat.history', payload: '{"room_id":FOREIGN}', code: 'not_found' },
    { request: 'chat.read', payload: '{"room_id":FOREIGN}', code: 'not_found' },
    { request: 'chat.clear', payload: '{"room_id":FOREIGN}', code: 'not_found' },
    { request: 'chat.delete', payload: '{"room_id":FOREIGN}', code: 'not_found' },
    { request: 'chat.typing', payload: '{"room_id":FOREIGN}', code: 'not_found' },
    { request: 'message.delete', payload: '{"message_id":9007199254740991}', code: 'not_found' },
    { request: 'message.edit', payload: '{"message_id":MESSAGE,"text":"x"}', code: 'forbidden' },
    { request: 'call.start', payload: '{"user_id":9007199254740991}', code: 'not_found' },
  ],
};
