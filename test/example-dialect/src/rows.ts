import { publicRow, roomIdSchema, row, textSchema, tokenSchema } from '@crosstalk/dialect-kit';
import { z } from 'zod';
import { messageLine, roomLine } from './to-wire.js';

const PAGE = 20;
const roomRef = z.object({ room: roomIdSchema });

export const rows = {
  HELLO: publicRow({
    useCases: ['authenticate'],
    input: z.object({ token: tokenSchema }),
    run: async (call, { token }) => [`OK ${(await call.authenticate(token)).user.id}`],
  }),
  ROOMS: row({
    useCases: ['listRooms'],
    input: z.object({}),
    run: async (call) => {
      const { rooms } = await call.useCases.listRooms(call.actor, { limit: PAGE });
      return [...rooms.map(roomLine), 'OK'];
    },
  }),
  SAY: row({
    useCases: ['postMessage'],
    concurrent: true,
    input: roomRef.extend({ text: textSchema }),
    run: async (call, { room, text }) => {
      await call.useCases.postMessage(call.actor, { roomId: room, text });
      return null;
    },
  }),
  READ: row({
    useCases: ['markRead'],
    input: roomRef,
    run: async (call, { room }) => {
      const { unread } = await call.useCases.markRead(call.actor, { roomId: room });
      return [`OK ${unread}`];
    },
  }),
  LAST: row({
    useCases: ['readHistory'],
    input: roomRef,
    run: async (call, { room }) => {
      const { messages } = await call.useCases.readHistory(call.actor, { roomId: room, limit: PAGE });
      return [...messages.map(messageLine), 'OK'];
    },
  }),
};
