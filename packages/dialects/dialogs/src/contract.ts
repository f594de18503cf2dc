/** @module What the server says on this wire. */
import {
  type Contract,
  counterSchema,
  eventEnvelope,
  type RequestContract,
  roomIdSchema,
  type ServerMessage,
  toldFields,
  toldSignal,
  userIdSchema,
} from '@crosstalk/dialect-kit';
import { CALL_END_REASONS, ERROR_CODES } from '@crosstalk/domain';
import { z } from 'zod';
import { chat, dialog, file, message, room, user } from './models.js';

const news = dialog.extend({ message });
const typing = z.strictObject({ room_id: roomIdSchema, user });
const history = dialog.extend({ messages: z.array(message) });
const authorized = z.strictObject({ success: z.boolean(), dialogs: z.array(dialog), user: user.nullable() });
const peer = z.strictObject({ user_id: userIdSchema });
const ended = z.enum(['removed', 'left', 'deleted']);
const offer = z.strictObject({ user, ice_candidate: toldSignal, session_description: toldSignal });
const details = {
  code: z.enum(ERROR_CODES),
  message: z.string(),
  fields: toldFields.optional(),
  retry_after: counterSchema.optional(),
};

const acknowledged = (payload: z.ZodObject): z.ZodType => payload.extend({ ok: z.literal(true) });

const requests: Readonly<Record<string, RequestContract>> = {
  'user.auth': {
    summary: 'Authorises the socket and lists the dialogs',
    answers: ['on.user.authorized', 'on.user.online'],
    refusals: ['on.user.authorized', 'on.error'],
    acknowledgement: acknowledged(authorized),
  },
  'chat.start': {
    summary: 'Writes to somebody; the room is made when it is missing',
    answers: ['on.messages.new', 'on.message.new'],
    acknowledgement: acknowledged(news),
  },
  'message.send': {
    summary: 'Posts a message',
    answers: ['on.messages.new', 'on.message.new'],
    acknowledgement: acknowledged(news),
  },
  'message.edit': {
    summary: 'Changes the text of a message',
    answers: ['on.message.edit'],
    acknowledgement: acknowledged(news),
    addition: true,
  },
  'message.delete': {
    summary: 'Deletes a message',
    answers: ['on.messages.delete', 'on.message.delete'],
    acknowledgement: acknowledged(news),
  },
  'chat.history': {
    summary: 'Messages of a room, the newest page first',
    answers: ['on.chat.history'],
    acknowledgement: acknowledged(history),
  },
  'chat.read': {
    summary: 'Marks everything in a room as read',
    answers: ['on.chat.read'],
    acknowledgement: acknowledged(dialog),
  },
  'chat.clear': {
    summary: 'Clears the own view of a room',
    answers: ['on.chat.clear'],
    acknowledgement: acknowledged(dialog),
  },
  'chat.delete': {
    summary: 'Clears the own view of a room and puts it away until the next message',
    answers: ['on.chat.delete', 'on.chat.clear'],
    acknowledgement: acknowledged(dialog),
  },
  'chat.typing': {
    summary: 'Says that one is typing',
    answers: [],
    acknowledgement: acknowledged(typing),
    addition: true,
  },
  'call.start': { summary: 'Calls somebody', answers: [], acknowledgement: acknowledged(peer) },
  'call.answer': { summary: 'Takes a call', answers: [], acknowledgement: acknowledged(peer) },
  'call.ice': {
    summary: 'Passes an ICE candidate to the other end',
    answers: [],
    acknowledgement: acknowledged(peer),
    addition: true,
  },
  'call.end': {
    summary: 'Ends or declines a call',
    answers: [],
    acknowledgement: acknowledged(peer),
    addition: true,
  },
};

const messages: Readonly<Record<string, ServerMessage>> = {
  'on.user.authorized': {
    summary: 'Whether the token was accepted, and the dialogs, newest activity first',
    payload: authorized,
  },
  'on.message.new': { summary: 'A message was posted', payload: news, tells: ['message.posted'] },
  'on.messages.new': {
    summary: 'The same under the name that the action promises, to the socket that sent it',
    payload: news,
    tells: ['message.posted'],
  },
  'on.message.delete': { summary: 'A message was deleted', payload: news, tells: ['message.deleted'] },
  'on.messages.delete': {
    summary: 'The same under the name that the action promises, to the socket that deleted it',
    payload: news,
    tells: ['message.deleted'],
  },
  'on.message.edit': {
    summary: 'A message was edited, or its reactions changed',
    payload: news,
    tells: ['message.edited', 'message.reacted'],
    addition: true,
  },
  'on.chat.history': { summary: 'Messages, oldest first', payload: history },
  'on.chat.read': { summary: 'Somebody has read', payload: dialog, tells: ['room.read'] },
  'on.chat.clear': {
    summary: 'The own view of a room was cleared',
    payload: dialog,
    tells: ['member.updated'],
  },
  'on.chat.delete': {
    summary: 'A dialog was put away; with `reason` it is the viewer’s no more',
    payload: dialog.extend({ reason: ended.optional() }),
    tells: ['member.updated', 'room.left'],
  },
  'on.chat.new': {
    summary: 'A dialog is the viewer’s now, or is back',
    payload: dialog,
    tells: ['room.joined', 'member.updated'],
    addition: true,
  },
  'on.chat.update': {
    summary: 'A room has another title, other members or roles, or is muted',
    payload: dialog,
    tells: ['room.updated', 'members.changed', 'member.updated'],
    addition: true,
  },
  'on.chat.typing': {
    summary: 'Somebody is typing',
    payload: typing,
    tells: ['typing.changed'],
    addition: true,
  },
  'on.user.online': {
    summary: 'Somebody who shares a room came or went',
    payload: z.strictObject({ id: userIdSchema, online: z.boolean() }),
    tells: ['presence.changed'],
  },
  'on.call.init': { summary: 'Somebody calls', payload: offer, tells: ['call.started'] },
  'on.call.answer': { summary: 'The call was taken', payload: offer, tells: ['call.answered'] },
  'on.call.ice': {
    summary: 'An ICE candidate of the other end',
    payload: offer.omit({ session_description: true }),
    tells: ['call.ice'],
    addition: true,
  },
  'on.call.end': {
    summary: 'The call is over',
    payload: z.strictObject({ user, reason: z.enum(CALL_END_REASONS) }),
    tells: ['call.ended'],
    addition: true,
  },
  'on.error': {
    summary: 'A request was refused',
    payload: z.strictObject({ event: z.string(), ...details }),
    addition: true,
  },
};

export const contract: Contract = {
  access: 'The access token of REST, in `user.auth`.',
  envelope: eventEnvelope(),
  requests,
  messages,
  refusals: ['on.error'],
  refusedAcknowledgement: z.strictObject({ error: z.strictObject(details) }),
  unasked: ['on.user.authorized'],
  parts: {
    reply: { asks: 'reply_to', hears: 'reply_to' },
    files: { asks: 'file_id', hears: 'file' },
    mentions: { why: 'The document has no mentions; they stand in the text.' },
    clientId: { asks: 'client_id', hears: 'client_id' },
  },
  models: { User: user, File: file, Message: message, Room: room, Chat: chat },
};
