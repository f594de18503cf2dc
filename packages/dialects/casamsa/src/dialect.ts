import type { Dialect } from '@crosstalk/dialect-kit';
import { contract } from './contract.js';
import { refuse } from './errors.js';
import { events } from './events.js';
import { answer, read } from './frames.js';
import { expiry } from './handshake.js';
import { lacks } from './lacks.js';
import { authRows } from './rows/auth.js';
import { chatRows } from './rows/chats.js';
import { messageRows } from './rows/messages.js';

/** Raw WebSocket with one JSON object a frame; files travel inside as base64, hence the large frames. */
export const casamsa: Dialect = {
  name: 'casamsa',
  transport: { kind: 'websocket', paths: ['/ws/chat/'] },
  frameBytes: 16 * 1024 * 1024,
  rows: { ...authRows, ...chatRows, ...messageRows },
  events,
  lacks,
  fieldNames: { roomId: 'chat', fileIds: 'files' },
  contract,
  read,
  answer,
  refuse,
  expiry,
};
