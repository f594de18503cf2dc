/** @module Schemas of the data types that `to-wire.ts` makes: U, C, M, F. */
import { counterSchema, fileIdSchema, messageIdSchema, toldTime, userIdSchema } from '@crosstalk/dialect-kit';
import { z } from 'zod';

/** Ids of chats are decimal strings on this wire. */
export const chatId = z.string().regex(/^[1-9]\d{0,15}$/);

export const user = z.strictObject({
  user_id: userIdSchema,
  id: z.union([z.int(), z.string()]).nullable(),
  name: z.string(),
  last_name: z.string(),
  middle_name: z.string(),
  avatar: z.string(),
  email: z.string().optional(),
  phone: z.string().optional(),
  online: z.boolean(),
});

export const file = z.strictObject({
  id: fileIdSchema,
  name: z.string(),
  size: counterSchema,
  content_type: z.string(),
  url: z.url(),
  created_at: toldTime,
});

export const message = z.strictObject({
  id: messageIdSchema,
  chats_id: chatId,
  user,
  message: z.string(),
  files: z.array(file),
  reply_to: z.strictObject({ id: messageIdSchema, user, message: z.string() }).nullable(),
  client_id: z.string().optional(),
  created_at: toldTime,
  updated_at: toldTime,
  edited_at: toldTime.nullable(),
  deleted_at: toldTime.nullable(),
  is_read: z.boolean(),
});

export const chat = z.strictObject({
  chats_id: chatId,
  type: z.enum(['direct', 'group', 'project']),
  title: z.string().nullable(),
  users: z.array(user),
  unread: counterSchema,
  last_message: message.nullable(),
  created_at: toldTime,
  updated_at: toldTime,
});
