/** @module What the server says on this wire: mostly what clients say, with who did it. */
import {
  type Contract,
  counterSchema,
  fileIdSchema,
  messageIdSchema,
  type RequestContract,
  type ServerMessage,
  taggedEnvelope,
  toldFields,
  toldTime,
  userIdSchema,
} from '@crosstalk/dialect-kit';
import { ERROR_CODES } from '@crosstalk/domain';
import { z } from 'zod';
import { CHAT_TYPES } from './to-domain.js';

/** A pair of people, a project or a room. */
const inChat = z.strictObject({
  chat_type: z.enum(CHAT_TYPES),
  chat_id: z.union([z.string().regex(/^\d+_\d+$/), z.int()]),
});
const who = z.strictObject({ user_id: userIdSchema });
const aboutMessage = inChat.extend({ message_id: messageIdSchema });

const user = z.strictObject({ id: userIdSchema, name: z.string(), avatar: z.string().nullable() });
const file = z.strictObject({
  id: fileIdSchema,
  name: z.string(),
  url: z.url(),
  size: counterSchema,
  content_type: z.string(),
});

const requests: Readonly<Record<string, RequestContract>> = {
  new_message: { summary: 'Posts a message', answers: ['new_message'] },
  user_typing: { summary: 'Says that one is typing', answers: [] },
  message_read: { summary: 'Marks everything up to a message as read', answers: ['message_read'] },
  delete_message: { summary: 'Deletes a message', answers: ['delete_message'] },
  set_online: { summary: 'Shows oneself again', answers: [] },
  set_offline: { summary: 'Hides oneself although the socket lives', answers: [] },
};

const messages: Readonly<Record<string, ServerMessage>> = {
  new_message: {
    summary: 'A message was posted; to the socket that sent it with its `client_id`',
    payload: inChat.extend({
      id: messageIdSchema,
      seq: counterSchema,
      user_id: userIdSchema,
      user,
      message: z.string(),
      reply_to: messageIdSchema.nullable(),
      created_at: toldTime,
      files: z.array(file).optional(),
      client_id: z.string().optional(),
    }),
    tells: ['message.posted'],
  },
  user_typing: {
    summary: 'Somebody is typing',
    payload: inChat.extend(who.shape),
    tells: ['typing.changed'],
  },
  message_read: {
    summary: 'Somebody has read everything up to a message',
    payload: aboutMessage.extend(who.shape),
    tells: ['room.read'],
  },
  delete_message: {
    summary: 'A message was deleted',
    payload: aboutMessage.extend({ user_id: userIdSchema.nullable() }),
    tells: ['message.deleted'],
  },
  set_online: { summary: 'Somebody who shares a chat came', payload: who, tells: ['presence.changed'] },
  set_offline: { summary: 'Somebody who shares a chat went', payload: who, tells: ['presence.changed'] },
  chat_removed: {
    summary: 'A chat is the viewer’s no more',
    payload: inChat.extend({ reason: z.enum(['removed', 'left', 'deleted']) }),
    tells: ['room.left'],
    addition: true,
  },
  error: {
    summary: 'A frame was refused, or the token ran out',
    payload: z.strictObject({
      code: z.enum(ERROR_CODES),
      detail: z.string(),
      event: z.string().nullable(),
      fields: toldFields.optional(),
      retry_after: counterSchema.optional(),
      client_id: z.string().optional(),
    }),
    addition: true,
  },
};

export const contract: Contract = {
  access:
    'The access token of REST, with the upgrade: `Authorization: Bearer`, or the subprotocols `bearer` and the token.',
  envelope: taggedEnvelope('type', {
    sent: (name, content) => z.strictObject({ type: z.literal(name), content }),
    received: (name, content) => {
      const mayBeLeftOut = content.safeParse({}).success;
      return z.object({ type: z.literal(name), content: mayBeLeftOut ? content.optional() : content });
    },
  }),
  requests,
  messages,
  refusals: ['error'],
  unasked: ['error'],
  parts: {
    reply: { asks: 'reply_to', hears: 'reply_to' },
    files: { hears: 'files', why: 'The document sends no files; those of other APIs are shown.' },
    mentions: { why: 'The document has no mentions; they stand in the text.' },
    clientId: { asks: 'client_id', hears: 'client_id' },
  },
  models: { User: user, File: file },
};
