import {
  clientIdSchema,
  fileIdSchema,
  messageIdSchema,
  postInRoomOrder,
  row,
  textSchema,
} from '@crosstalk/dialect-kit';
import { LIMITS } from '@crosstalk/domain';
import { z } from 'zod';
import type { Told } from '../frames.js';
import { chatIdSchema } from '../to-domain.js';
import { sightOf, wireMessage } from '../to-wire.js';

const fileIdsSchema = z
  .array(fileIdSchema, 'must be a list of file ids')
  .max(LIMITS.attachmentsPerMessage, `must name at most ${LIMITS.attachmentsPerMessage} files`);

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
      const { file_ids: fileIds, reply_to: replyTo, client_id: clientId } = input;
      const message = await postInRoomOrder(call, { roomId, text, fileIds, replyTo, clientId });
      if (message === null) return null;
      const sight = sightOf(call.viewer, roomId, call.rendering);
      return { action: 'ADD_MESSAGE', chats_id: String(roomId), message: wireMessage(message, sight) };
    },
  }),
};
