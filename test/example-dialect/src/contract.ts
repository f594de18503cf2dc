import type { Contract, ServerMessage } from '@crosstalk/dialect-kit';
import { z } from 'zod';

const line = (words: string): z.ZodType => z.string().regex(new RegExp(`^${words}$`, 's'));
const ID = '[1-9]\\d*';

const messages: Readonly<Record<string, ServerMessage>> = {
  OK: { summary: 'Done', payload: line(`OK( \\d+)?`), tells: ['message.posted'] },
  ERR: { summary: 'Refused', payload: line('ERR [A-Z]+ .+') },
  MSG: {
    summary: 'A message',
    payload: line(`MSG ${ID} ${ID} \\S+ .+?: .*`),
    tells: ['message.posted', 'message.edited'],
  },
  ROOM: { summary: 'A room', payload: line(`ROOM ${ID} \\d+.*`) },
  DEL: { summary: 'A message was deleted', payload: line(`DEL ${ID} ${ID}`), tells: ['message.deleted'] },
  JOIN: { summary: 'A room is yours', payload: line(`JOIN ${ID}.*`), tells: ['room.joined'] },
  LEFT: { summary: 'A room is yours no more', payload: line(`LEFT ${ID}`), tells: ['room.left'] },
};

const NOTHING = { why: 'A pager shows text only.' };

export const contract: Contract = {
  access: 'The access token of REST, in `HELLO`.',
  envelope: {
    nameOf: (frame) => (typeof frame === 'string' ? (frame.split(' ')[0] ?? null) : null),
    bodyOf: (frame) => frame,
    sent: (_name, payload) => payload,
    received: (name) => line(`${name}.*`),
  },
  requests: {
    HELLO: { summary: 'Who one is', answers: ['OK'] },
    ROOMS: { summary: 'The rooms of the caller', answers: ['ROOM', 'OK'] },
    SAY: { summary: 'Posts a message', answers: ['OK'] },
    READ: { summary: 'Marks a room as read', answers: ['OK'] },
    LAST: { summary: 'The last messages of a room', answers: ['MSG', 'OK'] },
  },
  messages,
  refusals: ['ERR'],
  unasked: ['ERR'],
  parts: { reply: NOTHING, files: NOTHING, mentions: NOTHING, clientId: NOTHING },
  models: {},
};
