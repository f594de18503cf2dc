import type { Dialect } from '@crosstalk/dialect-kit';
import { contract } from './contract.js';
import { refuse } from './errors.js';
import { events } from './events.js';
import { answer, read } from './frames.js';
import { expiry, greet, handshakeToken } from './handshake.js';
import { lacks } from './lacks.js';
import { callRows } from './rows/calls.js';
import { channelRows } from './rows/channels.js';
import { memberRows } from './rows/members.js';
import { messageRows } from './rows/messages.js';
import { peopleRows } from './rows/people.js';
import { readingRows } from './rows/reading.js';
import { sessionRows } from './rows/session.js';

/** The native dialect: Socket.IO, and a word for every feature of the domain. */
export const channels: Dialect = {
  name: 'channels',
  transport: { kind: 'socket.io', path: '/socket.io/', allowEIO3: false },
  frameBytes: 256 * 1024,
  rows: {
    ...sessionRows,
    ...channelRows,
    ...memberRows,
    ...messageRows,
    ...readingRows,
    ...peopleRows,
    ...callRows,
  },
  events,
  lacks,
  fieldNames: { roomId: 'channelId', query: 'q', rooms: 'channels' },
  contract,
  read,
  answer,
  refuse,
  handshakeToken,
  greet,
  expiry,
};
