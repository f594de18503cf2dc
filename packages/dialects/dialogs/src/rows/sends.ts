import { type Call, roomIdSchema, row, userIdSchema, withoutEcho } from '@crosstalk/dialect-kit';
import type { NewMessage } from '@crosstalk/domain';
import { z } from 'zod';
import type { Outcome } from '../frames.js';
import { newMessage } from '../message-frames.js';
import { sceneAfter } from '../scene-of.js';
import { contentOf, contentSchema } from '../to-domain.js';
import { messageNews } from '../to-wire.js';

/** Sends, and answers from here only what the room's own event does not: a retry, and a socket that does not get the room's events. */
async function send(call: Call, message: NewMessage): Promise<Outcome> {
  // Asked before the send: a socket that joins meanwhile must not be answered twice.
  const inRoomOrder = call.receives(message.roomId);
  const actor = inRoomOrder ? call.actor : withoutEcho(call.actor);
  const posted = await call.useCases.postMessage(actor, message);
  const payload = messageNews(posted.message, await sceneAfter(call, posted.message));
  return { payload, frames: inRoomOrder && !posted.duplicate ? [] : newMessage(payload) };
}

export const sendRows = {
  // Not concurrent: two starts keep their order although the first has to make the room.
  'chat.start': row({
    useCases: ['createRoom', 'postMessage'],
    input: contentSchema(z.object({ user_id: userIdSchema })),
    run: async (call, { user_id, ...content }) => {
      const opening = contentOf(content);
      const users = [user_id];
      const { room } = await call.useCases.createRoom(call.actor, { type: 'direct', users, opening });
      return send(call, { roomId: room.id, ...opening });
    },
  }),
  'message.send': row({
    useCases: ['postMessage', 'getRoom'],
    concurrent: true,
    input: contentSchema(z.object({ room_id: roomIdSchema })),
    run: async (call, { room_id, ...content }) => send(call, { roomId: room_id, ...contentOf(content) }),
  }),
};
