import { clientIdSchema, fileIdSchema, messageIdSchema, row, textSchema } from '@crosstalk/dialect-kit';
import { type Actor, LIMITS } from '@crosstalk/domain';
import { z } from 'zod';
import type { Told } from '../frames.js';
import { chatIdSchema } from '../to-domain.js';
import { sightOf, wireMessage } from '../to-wire.js';

const fileIdsSchema = z
  .array(fileIdSchema, 'must be a list of file ids')
  .max(LIMITS.attachmentsPerMessage, `must name at most ${LIMITS.attachmentsPerMessage} files`);

/** The event table leaves an event without an echo to the row. */
function withoutEcho({ origin, ...actor }: Actor): Actor {
  return origin ? { ...actor, origin: { connectionId: origin.connectionId } } : actor;
}

export const messageRows = {
  ADD_MESSAGE: row({
    useCases: ['postMessage'],
    concurrent: true,
    input: z.object({
      chats_id: chatIdSchema,
      message: textSchema,
      file_ids: fileIdsSchema.optional(),
      reply_to: messageIdSchema.nullish(),
      client_id: clientIdSchema.nullish(),
    }),
    run: async (call, input): Promise<Told | null> => {
      const { chats_id: roomId, message: text } = input;
      // Asked before the send: a socket that joins meanwhile must not be answered twice.
      const inRoomOrder = call.receives(roomId);
      const actor = inRoomOrder ? call.actor : withoutEcho(call.actor);
      const { file_ids: fileIds, reply_to: replyTo, client_id: clientId } = input;
      const content = { roomId, text, fileIds, replyTo, clientId };
      const { message, duplicate } = await call.useCases.postMessage(actor, content);
      if (inRoomOrder && !duplicate) return null;
      const sight = sightOf(call.viewer, roomId, call.rendering);
      return { action: 'ADD_MESSAGE', chats_id: String(roomId), message: wireMessage(message, sight) };
    },
  }),
};
