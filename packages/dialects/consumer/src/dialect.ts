import type { Dialect } from '@crosstalk/dialect-kit';
import { contract } from './contract.js';
import { refuse } from './errors.js';
import { events } from './events.js';
import { answer, read } from './frames.js';
import { expiry, handshakeToken, subprotocol } from './handshake.js';
import { lacks } from './lacks.js';
import { messageRows } from './rows/messages.js';
import { presenceRows } from './rows/presence.js';
import { typingRows } from './rows/typing.js';

/** Raw WebSocket with one `{type, content}` a frame, the same names in both directions; the token comes with the upgrade. */
export const consumer: Dialect = {
  name: 'consumer',
  transport: { kind: 'websocket', paths: ['/ws/chats/'] },
  frameBytes: 256 * 1024,
  rows: { ...messageRows, ...typingRows, ...presenceRows },
  events,
  lacks,
  fieldNames: {
    roomId: 'chat_id',
    text: 'message',
    replyTo: 'reply_to',
    clientId: 'client_id',
    messageId: 'message_id',
    upToMessage: 'message_id',
  },
  contract,
  read,
  answer,
  refuse,
  showsRooms: true,
  requiresToken: true,
  handshakeToken,
  subprotocol,
  watchesPartners: true,
  expiry,
  malformedLimit: { count: 10, windowMs: 60_000 },
};
