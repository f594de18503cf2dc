import type { Dialect } from '@crosstalk/dialect-kit';
import { contract } from './contract.js';
import { refuse } from './errors.js';
import { events } from './events.js';
import { answer, read } from './frames.js';
import { authenticationLimit, expiry } from './handshake.js';
import { lacks } from './lacks.js';
import { callRows } from './rows/calls.js';
import { chatRows } from './rows/chats.js';
import { messageRows } from './rows/messages.js';
import { sendRows } from './rows/sends.js';
import { sessionRows } from './rows/session.js';

/** Socket.IO at the root path, for clients of version 2 too: every frame about a message brings its room and the viewer's own chat along. */
export const dialogs: Dialect = {
  name: 'dialogs',
  transport: { kind: 'socket.io', path: '/', allowEIO3: true },
  frameBytes: 256 * 1024,
  rows: { ...sessionRows, ...sendRows, ...messageRows, ...chatRows, ...callRows },
  events,
  lacks,
  fieldNames: {
    roomId: 'room_id',
    userId: 'user_id',
    users: 'user_id',
    'users.0': 'user_id',
    messageId: 'message_id',
    fileIds: 'file_id',
    'fileIds.0': 'file_id',
    replyTo: 'reply_to',
    clientId: 'client_id',
    beforeMessage: 'last_id',
  },
  showsRooms: true,
  contract,
  read,
  answer,
  refuse,
  expiry,
  authenticationLimit,
};
