/** @module Schemas of the models that `to-wire.ts` makes. */
import {
  counterSchema,
  fileIdSchema,
  messageIdSchema,
  roomIdSchema,
  toldColor,
  toldTime,
  userIdSchema,
} from '@crosstalk/dialect-kit';
import { z } from 'zod';

export const user = z.strictObject({
  id: userIdSchema,
  email: z.string().nullable().optional(),
  name: z.string(),
  first_name: z.string(),
  last_name: z.string().nullable(),
  avatar: z.string().nullable(),
  color: toldColor,
  online: z.boolean(),
  last_seen: toldTime.nullable(),
});

export const file = z.strictObject({
  id: fileIdSchema,
  name: z.string(),
  url: z.url(),
  size: counterSchema,
  content_type: z.string(),
  thumbnail_url: z.url().nullable(),
  status: z.enum(['processing', 'ready', 'rejected']),
});

const reaction = z.strictObject({ emoji: z.string(), count: counterSchema, user_ids: z.array(userIdSchema) });

export const message = z.strictObject({
  id: messageIdSchema,
  room_id: roomIdSchema,
  seq: counterSchema,
  user,
  text: z.string(),
  file: file.nullable(),
  files: z.array(file).optional(),
  reactions: z.array(reaction).optional(),
  reply_to: messageIdSchema.nullable(),
  client_id: z.string().optional(),
  is_read: z.boolean(),
  created_at: toldTime,
  updated_at: toldTime,
  deleted: z.boolean(),
});

export const room = z.strictObject({
  id: roomIdSchema,
  type: z.enum(['direct', 'group', 'project']),
  title: z.string().nullable(),
  users: z.array(user),
  last_message: message.nullable(),
  created_at: toldTime,
  updated_at: toldTime,
});

export const chat = z.strictObject({
  id: counterSchema,
  room_id: roomIdSchema,
  user: user.nullable(),
  unread: counterSchema,
  is_read: z.boolean(),
  cleared: counterSchema.nullable(),
  muted: z.boolean(),
  updated_at: toldTime,
});

export const dialog = z.strictObject({ chat, room });
