/** @module What the server says on this wire. */
import {
  type Contract,
  counterSchema,
  type Envelope,
  messageIdSchema,
  type RequestContract,
  type ServerMessage,
  taggedEnvelope,
  toldFields,
  userIdSchema,
  withMembers,
} from '@crosstalk/dialect-kit';
import { z } from 'zod';
import { ERROR_NAMES } from './errors.js';
import { MAX_REQUEST_ID, PING } from './frames.js';
import { chat, chatId, file, message, user } from './models.js';

const PONG = 'pong';

/** What the client called its request, handed back with the answer. */
const requestId = z.union([z.int(), z.string().max(MAX_REQUEST_ID)]).optional();
const answer = z.strictObject({ request_id: requestId });
const inChat = z.strictObject({ chats_id: chatId });
const person = inChat.extend({ user_id: userIdSchema });
const aboutChat = inChat.extend({ chat });
const aboutMessage = inChat.extend({ message });

const requests: Readonly<Record<string, RequestContract>> = {
  DATA: { summary: 'Binds the socket to a person and lists their chats', answers: ['DATA'] },
  NEW_CHATS: { summary: 'Finds or makes the chat of two people', answers: ['NEW_CHATS'] },
  VIEW_CHAT: { summary: 'Opens a chat on this socket and reads it', answers: ['VIEW_CHAT'] },
  OUT_CHAT: { summary: 'Closes the chat on this socket', answers: ['OUT_CHAT'] },
  ADD_MESSAGE: { summary: 'Posts a message', answers: ['ADD_MESSAGE'] },
  [PING]: { summary: 'Keeps the socket open', answers: [PONG] },
};

const messages: Readonly<Record<string, ServerMessage>> = {
  DATA: {
    summary: 'The person and their chats, the newest activity first',
    payload: answer.extend({ chat_key: z.string(), user, chats: z.array(chat), has_more: z.boolean() }),
  },
  NEW_CHATS: {
    summary: 'A chat is the viewer’s now',
    payload: aboutChat.extend(answer.shape),
    tells: ['room.joined'],
  },
  VIEW_CHAT: {
    summary: 'The chat with its messages, oldest first',
    payload: aboutChat.extend({ ...answer.shape, messages: z.array(message), has_more: z.boolean() }),
  },
  'VIEW_CHAT-other': {
    name: 'VIEW_CHAT',
    summary: 'Somebody else opened the chat that is open here',
    payload: person,
    tells: ['viewing.changed'],
  },
  OUT_CHAT: {
    summary: 'The chat is closed; or somebody else closed the one that is open here',
    payload: person.extend(answer.shape),
    tells: ['viewing.changed'],
  },
  ADD_MESSAGE: {
    summary: 'A message was posted',
    payload: aboutMessage.extend(answer.shape),
    tells: ['message.posted'],
  },
  READ: {
    summary: 'Somebody has read the viewer’s own messages up to this one',
    payload: person.extend({ last_message_id: messageIdSchema }),
    tells: ['room.read'],
  },
  ONLINE: {
    summary: 'Somebody who shares a chat came or went',
    payload: z.strictObject({ user_id: userIdSchema, online: z.boolean() }),
    tells: ['presence.changed'],
  },
  EDIT_MESSAGE: {
    summary: 'A message was edited by another API',
    payload: aboutMessage,
    tells: ['message.edited'],
    addition: true,
  },
  DELETE_MESSAGE: {
    summary: 'A message was deleted by another API; its place stays',
    payload: inChat.extend({ message_id: messageIdSchema }),
    tells: ['message.deleted'],
    addition: true,
  },
  CHAT: {
    summary: 'A chat has another title, other members or another view of the viewer',
    payload: aboutChat,
    tells: ['room.updated', 'members.changed', 'member.updated'],
    addition: true,
  },
  REMOVE_CHAT: {
    summary: 'A chat is the viewer’s no more',
    payload: inChat.extend({ reason: z.enum(['removed', 'left', 'deleted']) }),
    tells: ['room.left'],
    addition: true,
  },
  UNREAD: {
    summary: 'The viewer has read on another socket',
    payload: inChat.extend({ unread: counterSchema }),
    tells: ['unread.changed'],
    addition: true,
  },
  ERROR: {
    summary: 'A request was refused',
    payload: answer.extend({
      request: z.string().nullable(),
      code: z.enum(ERROR_NAMES),
      message: z.string(),
      fields: toldFields.optional(),
      retry_after: counterSchema.optional(),
    }),
  },
  [PONG]: {
    summary: 'Answer to a ping, in the form in which it came: a JSON string or the bare word',
    payload: z.enum([PONG, `"${PONG}"`]),
  },
};

const tagged = taggedEnvelope('action', {
  sent: (name, payload) => (name === PONG ? payload : withMembers(payload, { action: z.literal(name) })),
  received: (name, input) =>
    name === PING
      ? z.enum([PING, `"${PING}"`])
      : withMembers(input, { action: z.literal(name), request_id: requestId.nullable() }),
});

/** Only the pong is no object. */
const envelope: Envelope = {
  ...tagged,
  nameOf: (frame) => (typeof frame === 'string' ? PONG : tagged.nameOf(frame)),
};

export const contract: Contract = {
  access:
    'The key of the system in `chat_key` and the person in `user` or `user_sender`; in a signed system with `signature`.',
  envelope,
  requests,
  messages,
  refusals: ['ERROR'],
  unasked: ['ERROR'],
  parts: {
    reply: { asks: 'reply_to', hears: 'reply_to' },
    files: { asks: 'file_ids', hears: 'files' },
    mentions: { why: 'The document has no mentions; they stand in the text.' },
    clientId: { asks: 'client_id', hears: 'client_id' },
  },
  models: { U: user, C: chat, M: message, F: file },
};
