import { EngineClient } from '../../../harness/engine-client.js';
import type { HostileStage } from '../hostile-stage.js';
import { acknowledged } from './acknowledged.js';
import type { HostileSpeaker } from './hostile-speaker.js';

const CHANNEL = { kind: 'id', valid: 'CHAT', required: true } as const;
const MESSAGE = { kind: 'id', valid: 'MESSAGE', required: true } as const;
const USERS = { kind: 'ids', valid: '[BOB]', required: true, accepts: ['[]'] } as const;

export const channelsSpeaker: HostileSpeaker = {
  dialect: 'channels',
  connect: async (stage: HostileStage) => {
    const client = await EngineClient.connect(stage.cluster.node(0).wsUrl, stage.mallory.token);
    return acknowledged(client, stage);
  },
  requests: [
    {
      name: 'message-send',
      fields: {
        channelId: CHANNEL,
        text: { kind: 'text', valid: '"x"' },
        replyTo: { kind: 'id', valid: 'MESSAGE', accepts: ['null'] },
        fileIds: { kind: 'ids', valid: '[]', accepts: ['null'] },
      },
    },
    {
      name: 'message-edit',
      fields: { messageId: MESSAGE, text: { kind: 'text', valid: '"x"', required: true } },
    },
    { name: 'message-delete', fields: { messageId: MESSAGE } },
    {
      name: 'message-react',
      fields: {
        messageId: MESSAGE,
        emoji: { kind: 'text', valid: '"👍"', required: true },
        on: { kind: 'flag', valid: 'true', required: true },
      },
    },
    {
      name: 'channel-create',
      fields: {
        type: { kind: 'name', valid: '"group"', required: true },
        users: USERS,
        title: { kind: 'text', valid: '"x"', accepts: ['null'] },
      },
    },
    { name: 'channel-get', fields: { channelId: CHANNEL } },
    {
      name: 'channel-update',
      fields: {
        channelId: CHANNEL,
        title: { kind: 'text', valid: '"x"', required: true, accepts: ['null'] },
      },
    },
    { name: 'channel-delete', fields: { channelId: CHANNEL } },
    { name: 'channel-clear', fields: { channelId: CHANNEL, hide: { kind: 'flag', valid: 'true' } } },
    {
      name: 'channel-mute',
      fields: { channelId: CHANNEL, muted: { kind: 'flag', valid: 'true', required: true } },
    },
    { name: 'members-add', fields: { channelId: CHANNEL, users: USERS } },
    { name: 'members-remove', fields: { channelId: CHANNEL, users: USERS } },
    {
      name: 'member-role',
      fields: {
        channelId: CHANNEL,
        userId: { kind: 'id', valid: 'BOB', required: true },
        role: { kind: 'name', valid: '"admin"', required: true },
      },
    },
    { name: 'channel-leave', fields: { channelId: CHANNEL } },
    {
      name: 'messages-history',
      fields: {
        channelId: CHANNEL,
        limit: { kind: 'count', valid: '10' },
        before: { kind: 'count', valid: '5' },
      },
    },
    { name: 'channel-read', fields: { channelId: CHANNEL, seq: { kind: 'count', valid: '1' } } },
    { name: 'typing', fields: { channelId: CHANNEL, on: { kind: 'flag', valid: 'true', required: true } } },
    { name: 'presence-subscribe', fields: { users: USERS } },
    { name: 'visibility', fields: { visible: { kind: 'flag', valid: 'true', required: true } } },
    { name: 'call-start', fields: { userId: { kind: 'id', valid: 'BOB', required: true } } },
    { name: 'call-answer', fields: { userId: { kind: 'id', valid: 'BOB', required: true } } },
    { name: 'call-ice', fields: { userId: { kind: 'id', valid: 'BOB', required: true } } },
    { name: 'call-end', fields: { userId: { kind: 'id', valid: 'BOB', required: true } } },
  ],
  harmless: { request: 'channel-get', payload: '{"channelId":CHAT}' },
  invalid: 'invalid',
  foreign: [
    { request: 'message-send', payload: '{"channelId":FOREIGN,"text":"x"}', code: 'not_found' },
    { request: 'message-send', payload: '{"channelId":9007199254740991,"text":"x"}', code: 'not_found' },
    { request: 'channel-get', payload: '{"channelId":FOREIGN}', code: 'not_found' },
    { request: 'channel-clear', payload: '{"channelId":FOREIGN}', code: 'not_found' },
    { request: 'channel-update', payload: '{"channelId":FOREIGN,"title":"x"}', code: 'not_found' },
    { request: 'members-add', payload: '{"channelId":FOREIGN,"users":[BOB]}', code: 'not_found' },
    { request: 'messages-history', payload: '{"channelId":FOREIGN}', code: 'not_found' },
    { request: 'channel-read', payload: '{"channelId":FOREIGN}', code: 'not_found' },
    { request: 'typing', payload: '{"channelId":FOREIGN,"on":true}', code: 'not_found' },
    { request: 'message-edit', payload: '{"messageId":9007199254740991,"text":"x"}', code: 'not_found' },
  ],
};
