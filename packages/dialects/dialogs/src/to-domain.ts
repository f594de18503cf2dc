/** @module Schemas of what only this wire has. */
import {
  clientIdSchema,
  fileIdSchema,
  messageIdSchema,
  roomIdSchema,
  textSchema,
} from '@crosstalk/dialect-kit';
import type { NewMessage } from '@crosstalk/domain';
import { z } from 'zod';

export const roomRef = z.object({ room_id: roomIdSchema });
export const messageRef = z.object({ message_id: messageIdSchema });

const contentShape = z.object({
  text: textSchema.nullish(),
  file_id: fileIdSchema.nullish(),
  client_id: clientIdSchema.nullish(),
  reply_to: messageIdSchema.nullish(),
});

/** A message to somewhere. A blank one is refused here already, before a room is made for it. */
export function contentSchema<S extends z.core.$ZodShape>(where: z.ZodObject<S>) {
  return z
    .object({ ...contentShape.shape, ...where.shape })
    .refine(hasContent, { path: ['text'], error: 'must not be blank without a file' });
}

function hasContent(content: object): boolean {
  const { text, file_id } = content as Partial<z.output<typeof contentShape>>;
  return typeof file_id === 'number' || (text ?? '').trim() !== '';
}

export function contentOf({
  text,
  file_id,
  client_id,
  reply_to,
}: z.output<typeof contentShape>): Omit<NewMessage, 'roomId'> {
  const fileIds = typeof file_id === 'number' ? [file_id] : [];
  return { text: text ?? '', fileIds, clientId: client_id, replyTo: reply_to };
}
