import { CLOSE_REASONS, type Dialect } from '@crosstalk/dialect-kit';
import { contract } from './contract.js';
import { refuse } from './errors.js';
import { events } from './events.js';
import { answer, read } from './frames.js';
import { lacks } from './lacks.js';
import { rows } from './rows.js';

/** The worked example of CONTRIBUTING.md: one line of text a frame, for a device that shows messages and little else. */
export const pager: Dialect = {
  name: 'pager',
  transport: { kind: 'websocket', paths: ['/ws/pager/'] },
  frameBytes: 64 * 1024,
  rows,
  events,
  lacks,
  fieldNames: { roomId: 'room' },
  contract,
  read,
  answer,
  refuse,
  expiry: { frames: ['ERR WHO The token has expired.'], graceMs: 0, close: CLOSE_REASONS.tokenExpired },
};
