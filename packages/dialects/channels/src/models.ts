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
import { ROLES } from '@crosstalk/domain';
import { z } from 'zod';

export const user = z.strictObject({
  id: userIdSchema,
  firstName: z.string(),
  lastName: z.string().nullable(),
  middleName: z.string().nullable(),
  photo: z.string().nullable(),
  color: toldColor,
});

export const attachment = z.strictObject({
  id: fileIdSchema,
  name: z.string(),
  size: counterSchema,
  contentType: z.string(),
  status: z.enum(['processing', 'ready', 'rejected']),
  url: z.url().nullable(),
  thumbnailUrl: z.url().nullable(),
  previewUrl: z.url().nullable(),
  placeholder: z.string().nullable(),
  width: counterSchema.nullable(),
  height: counterSchema.nullable(),
  duration: z.number().nullable(),
  rejection: z.string().nullable(),
  createdAt: toldTime,
});

export const message = z.strictObject({
  id: messageIdSchema,
  channelId: roomIdSchema,
  seq: counterSchema,
  rev: counterSchema,
  author: user,
  text: z.string(),
  attachments: z.array(attachment),
  replyTo: z
    .strictObject({ id: messageIdSchema, seq: counterSchema, author: user, text: z.string() })
    .nullable(),
  reactions: z.array(
    z.strictObject({ emoji: z.string(), count: counterSchema, userIds: z.array(userIdSchema) }),
  ),
  mentions: z.array(userIdSchema),
  preview: z
    .strictObject({
      url: z.string(),
      title: z.string(),
      description: z.string().nullable(),
      imageUrl: z.string().nullable(),
    })
    .optional(),
  clientId: z.string().optional(),
  createdAt: toldTime,
  editedAt: toldTime.nullable(),
  deletedAt: toldTime.nullable(),
});

export const members = z.array(
  z.strictObject({ userId: userIdSchema, role: z.enum(ROLES), readSeq: counterSchema }),
);

export const channel = z.strictObject({
  id: roomIdSchema,
  type: z.enum(['direct', 'group', 'project']),
  title: z.string().nullable(),
  ownerId: userIdSchema.nullable(),
  projectId: z.int().optional(),
  members,
  memberCount: counterSchema,
  seq: counterSchema,
  rev: counterSchema,
  unread: counterSchema,
  readSeq: counterSchema,
  muted: z.boolean(),
  lastMessage: message.nullable(),
  createdAt: toldTime,
  updatedAt: toldTime,
});

export const presence = z.strictObject({
  userId: userIdSchema,
  online: z.boolean(),
  lastSeen: toldTime.nullable(),
});

export const changes = z.strictObject({
  channelId: roomIdSchema,
  rev: counterSchema,
  changes: z.array(message),
  voids: z.array(z.tuple([counterSchema, counterSchema])),
  more: z.boolean(),
  reset: z.boolean(),
  channel,
});
