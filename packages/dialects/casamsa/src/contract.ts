/** @module What the server says on this wire. */
import {
  type Contract,
  counterSchema,
  type RequestContract,
  roomIdSchema,
  type ServerMessage,
  taggedEnvelope,
  toldFields,
  userIdSchema,
  withMembers,
} from '@crosstalk/dialect-kit';
import { z } from 'zod';
import { ERROR_TYPES } from './errors.js';
import { chat, file, message, update, user } from './models.js';

const MAX_UPDATES = 500;

/** What the client sent along, null when it sent nothing. */
const event_response_key = z.unknown();
const answer = z.strictObject({ event_response_key });
const someUsers = z.strictObject({ user_ids: z.array(userIdSchema), chat });

const requests: Readonly<Record<string, RequestContract>> = {
  auth: { summary: 'Authorises the channel', answers: ['authenticated'] },
  create_chat: { summary: 'Makes a chat', answers: ['chat_created'] },
  update_chat: { summary: 'Gives a chat another title', answers: ['chat_updated'] },
  send_message: { summary: 'Posts a message, with files', answers: ['message_created'] },
  read_messages: { summary: 'Marks everything in a chat as read', answers: ['messages_read'] },
  remove_from_chat: { summary: 'Takes people out of a chat', answers: ['user_removed_successful'] },
  add_to_chat: { summary: 'Adds people to a chat', answers: ['user_added_successful'] },
};

const messages: Readonly<Record<string, ServerMessage>> = {
  error: {
    summary: 'A request was refused, or the token ran out',
    payload: answer.extend({
      type: z.enum(ERROR_TYPES),
      detail: z.string(),
      fields: toldFields.optional(),
      chat_id: roomIdSchema.optional(),
      retry_after: counterSchema.optional(),
    }),
  },
  authenticated: { summary: 'The channel is authorised', payload: answer },
  chat_created: { summary: 'The chat was made', payload: answer.extend({ chat }) },
  new_chat: {
    summary: 'Somebody made a chat with the viewer, or added them',
    payload: z.strictObject({ chat }),
    tells: ['room.joined'],
  },
  chat_updated: {
    summary: 'A chat has another title or other roles; to the initiator with the key',
    payload: answer.partial().extend({ chat }),
    tells: ['room.updated', 'members.changed'],
  },
  chat_removed: {
    summary: 'A chat is the viewer’s no more',
    payload: z.strictObject({ chat }),
    tells: ['room.left'],
  },
  message_created: {
    summary: 'The message was stored',
    payload: answer.extend({ message }),
    tells: ['message.posted'],
  },
  new_message: {
    summary: 'A message was posted',
    payload: z.strictObject({ message }),
    tells: ['message.posted'],
  },
  messages_read: { summary: 'The chat is read', payload: answer.extend({ chat: roomIdSchema }) },
  messages_updated: {
    summary: 'Messages were read; edited or deleted elsewhere',
    payload: z.strictObject({ updates: z.array(update).min(1).max(MAX_UPDATES) }),
    tells: ['room.read', 'message.edited', 'message.deleted'],
  },
  user_removed_successful: { summary: 'They are out', payload: someUsers.extend(answer.shape) },
  user_added_successful: { summary: 'They are in', payload: someUsers.extend(answer.shape) },
  user_removed: { summary: 'People went', payload: someUsers, tells: ['members.changed'] },
  user_added: { summary: 'People came', payload: someUsers, tells: ['members.changed'] },
};

export const contract: Contract = {
  access: 'The access token of REST, as `access_token` in `auth` or in any other request.',
  envelope: taggedEnvelope('type', {
    sent: (name, data) => z.strictObject({ type: z.literal(name), data }),
    received: (name, args) => {
      const members = withMembers(args, { event_response_key: z.unknown().optional() });
      const mayBeLeftOut = members.safeParse({}).success;
      return z.object({
        method: z.literal(name),
        access_token: z.string().optional(),
        args: mayBeLeftOut ? members.optional() : members,
      });
    },
  }),
  requests,
  messages,
  refusals: ['error'],
  unasked: ['error'],
  parts: {
    reply: { why: 'The document has no replies; the text of one comes alone.' },
    files: { asks: 'files', hears: 'attached_files' },
    mentions: { why: 'The document has no mentions; they stand in the text.' },
    clientId: { why: 'The document has no word for a send that is repeated.' },
  },
  models: { Chat: chat, Message: message, File: file, User: user },
};
