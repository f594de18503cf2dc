/** @module Schemas of the data types that `to-wire.ts` makes. */
import {
  fileIdSchema,
  messageIdSchema,
  roomIdSchema,
  toldColor,
  toldTime,
  userIdSchema,
} from '@crosstalk/dialect-kit';
import { z } from 'zod';

export const user = z.strictObject({
  pk: userIdSchema,
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  photo: z.string().nullable(),
  color: toldColor,
  role: z.enum(['Member', 'Admin', 'Owner']),
});

export const file = z.strictObject({
  id: fileIdSchema,
  name: z.string(),
  file: z.url(),
  created_at: toldTime,
});

export const chat = z.strictObject({
  id: roomIdSchema,
  users: z.array(user),
  title: z.string().nullable(),
  created_at: toldTime,
  updated_at: toldTime,
});

export const message = z.strictObject({
  id: messageIdSchema,
  chat: roomIdSchema,
  user,
  attached_files: z.array(file),
  text: z.string(),
  created_at: toldTime,
  updated_at: toldTime,
  is_read: z.boolean(),
});

/** Fields of a message that changed. */
export const update = z.strictObject({
  id: messageIdSchema,
  fields: message.pick({ is_read: true, text: true, attached_files: true, updated_at: true }).partial(),
});
