import { type Call, postInRoomOrder, prepareInOrder, row, textSchema } from '@crosstalk/dialect-kit';
import type { FileId, RoomId } from '@crosstalk/domain';
import type { z } from 'zod';
import type { Told } from '../frames.js';
import { chatRef, filesSchema, uploadsOf } from '../to-domain.js';
import { wireNewMessage } from '../to-wire.js';

/** Whether the chat is the caller's is asked first: nothing that an outsider sends is stored. */
async function storeFiles(call: Call, chat: RoomId, files: z.output<typeof filesSchema>): Promise<FileId[]> {
  await call.useCases.getRoom(call.actor, chat);
  const stored = await call.useCases.storeFiles(call.actor, uploadsOf(files));
  return stored.map(({ id }) => id);
}

export const messageRows = {
  send_message: row({
    useCases: ['postMessage', 'storeFiles', 'getRoom'],
    concurrent: true,
    input: chatRef.extend({ text: textSchema.nullish(), files: filesSchema.nullish() }),
    run: async (call, { chat, text, files }): Promise<Told | null> => {
      const prepare = files?.length ? () => storeFiles(call, chat, files) : null;
      const fileIds = (await prepareInOrder(call.viewer.connectionId, prepare)) ?? [];
      const message = await postInRoomOrder(call, { roomId: chat, text: text ?? '', fileIds });
      return (
        message && { type: 'message_created', data: { message: wireNewMessage(message, call.rendering) } }
      );
    },
  }),
  read_messages: row({
    useCases: ['markRead'],
    input: chatRef,
    run: async (call, { chat }): Promise<Told> => {
      await call.useCases.markRead(call.actor, { roomId: chat });
      return { type: 'messages_read', data: { chat } };
    },
  }),
};
