import type { Dialect } from '@crosstalk/dialect-kit';
import { contract } from './contract.js';
import { refuse } from './errors.js';
import { events } from './events.js';
import { answer, read } from './frames.js';
import { expiry } from './handshake.js';
import { lacks } from './lacks.js';
import { chatRows } from './rows/chats.js';
import { messageRows } from './rows/messages.js';
import { pingRows } from './rows/ping.js';
import { viewRows } from './rows/views.js';

/** Raw WebSocket with one JSON object a frame, for the people of host sites: they come with a chat key instead of a token. */
export const fsego: Dialect = {
  name: 'fsego',
  transport: { kind: 'websocket', paths: ['/ws/fsego/', '/'] },
  frameBytes: 256 * 1024,
  rows: { ...chatRows, ...viewRows, ...messageRows, ...pingRows },
  events,
  lacks,
  fieldNames: {
    roomId: 'chats_id',
    text: 'message',
    beforeMessage: 'before_id',
    replyTo: 'reply_to',
    fileIds: 'file_ids',
    clientId: 'client_id',
  },
  contract,
  showsRooms: true,
  read,
  answer,
  refuse,
  expiry,
  idleMs: 90_000,
  malformedLimit: { count: 10, windowMs: 60_000 },
};
