import { type Call, limitSchema, messageIdSchema, row } from '@crosstalk/dialect-kit';
import { LIMITS, type RoomId } from '@crosstalk/domain';
import type { Outcome } from '../frames.js';
import { sceneFor } from '../scene-of.js';
import { roomRef } from '../to-domain.js';
import { dialogModel, messageModel, userModel } from '../to-wire.js';

const DEFAULT_PAGE = 50;

const historySchema = roomRef.extend({
  limit: limitSchema(LIMITS.historyPage, DEFAULT_PAGE),
  last_id: messageIdSchema.nullish(),
});

/** The caller's devices are told by the event of it, this one too. */
async function clear({ useCases, actor, rendering }: Call, roomId: RoomId, hide: boolean): Promise<Outcome> {
  const { room, member: own } = await useCases.clearRoom(actor, { roomId, hide });
  return { payload: dialogModel({ room, own, userId: actor.userId, rendering }), frames: [] };
}

export const chatRows = {
  'chat.history': row({
    useCases: ['readHistory', 'getRoom'],
    input: historySchema,
    run: async ({ useCases, actor, rendering }, { room_id: roomId, limit, last_id }): Promise<Outcome> => {
      const request = { roomId, limit, beforeMessage: last_id ?? undefined };
      const [{ room, member: own }, { messages }] = await Promise.all([
        useCases.getRoom(actor, roomId),
        useCases.readHistory(actor, request),
      ]);
      const scene = { room, own, userId: actor.userId, rendering };
      const shown = messages.map((message) => messageModel(message, scene));
      const payload = { messages: shown, ...dialogModel(scene) };
      return { payload, frames: [['on.chat.history', payload]] };
    },
  }),
  'chat.read': row({
    useCases: ['markRead', 'getRoom'],
    input: roomRef,
    run: async (call, { room_id: roomId }): Promise<Outcome> => {
      const { readSeq } = await call.useCases.markRead(call.actor, { roomId });
      const scene = await sceneFor(call, roomId);
      const own = { ...scene.own, readSeq: Math.max(readSeq, scene.own.readSeq) };
      const payload = dialogModel({ ...scene, own });
      return { payload, frames: [['on.chat.read', payload]] };
    },
  }),
  'chat.clear': row({
    useCases: ['clearRoom'],
    input: roomRef,
    run: async (call, { room_id }) => clear(call, room_id, false),
  }),
  'chat.delete': row({
    useCases: ['clearRoom'],
    input: roomRef,
    run: async (call, { room_id }) => clear(call, room_id, true),
  }),
  'chat.typing': row({
    useCases: ['setTyping'],
    input: roomRef,
    run: async ({ useCases, actor, session, rendering }, { room_id }): Promise<Outcome> => {
      await useCases.setTyping(actor, { roomId: room_id, on: true });
      const user = userModel(session.user, { userId: actor.userId, rendering });
      return { payload: { room_id, user }, frames: [] };
    },
  }),
};
