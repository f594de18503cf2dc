/** @module What the server says on this wire. */
import {
  type Contract,
  counterSchema,
  eventEnvelope,
  type Frame,
  type RequestContract,
  roomIdSchema,
  type ServerMessage,
  toldFields,
  toldSignal,
  toldTime,
  userIdSchema,
  withMembers,
} from '@crosstalk/dialect-kit';
import { CALL_END_REASONS, ERROR_CODES, ROLES } from '@crosstalk/domain';
import { z } from 'zod';
import { MAX_TRANSACTION } from './frames.js';
import { attachment, changes, channel, members, message, presence, user } from './models.js';
import { results } from './results.js';

const theId = z.strictObject({ channelId: roomIdSchema });
const ERROR_OF_TRANSACTION = 'socket-api-error-{transaction}';

const errorDetails = {
  code: z.enum(ERROR_CODES),
  message: z.string(),
  fields: toldFields.optional(),
  retryAfter: counterSchema.optional(),
};
const callNews = z.strictObject({ callId: z.string(), user });
const offer = callNews.extend({ iceCandidate: toldSignal, sessionDescription: toldSignal });

const news: Readonly<Record<string, ServerMessage>> = {
  'channel-created': {
    summary: 'A channel is the viewer’s now: it was made, or they were added',
    payload: channel,
    tells: ['room.joined'],
  },
  'channel-updated': {
    summary: 'A channel has another title, or the own view of it changed',
    payload: channel,
    tells: ['room.updated', 'member.updated'],
  },
  'channel-deleted': { summary: 'A channel is gone', payload: theId, tells: ['room.left'] },
  'channel-removed': {
    summary: 'A channel is the viewer’s no more',
    payload: theId.extend({ reason: z.enum(['removed', 'left']) }),
    tells: ['room.left'],
  },
  'members-changed': {
    summary: 'People came, went or have another role',
    payload: theId.extend({
      added: z.array(user),
      removed: z.array(userIdSchema),
      roles: z.array(z.strictObject({ userId: userIdSchema, role: z.enum(ROLES) })),
      actorId: userIdSchema,
      members,
      memberCount: counterSchema,
      updatedAt: toldTime,
    }),
    tells: ['members.changed'],
  },
  'message-created': {
    summary: 'A message was posted',
    payload: message,
    tells: ['message.posted'],
  },
  'message-updated': {
    summary: 'A message was edited, or its reactions changed',
    payload: message,
    tells: ['message.edited', 'message.reacted'],
  },
  'message-deleted': {
    summary: 'A message was deleted; its place stays',
    payload: message,
    tells: ['message.deleted'],
  },
  'channel-read': {
    summary: 'A member has read up to here',
    payload: theId.extend({ userId: userIdSchema, readSeq: counterSchema }),
    tells: ['room.read'],
  },
  'unread-changed': {
    summary: 'The own unread count of a channel',
    payload: theId.extend({ unread: counterSchema, readSeq: counterSchema }),
    tells: ['unread.changed'],
  },
  typing: {
    summary: 'Somebody is typing, or no more',
    payload: theId.extend({ userId: userIdSchema, on: z.boolean() }),
    tells: ['typing.changed'],
  },
  presence: {
    summary: 'Somebody who is watched is online, or no more',
    payload: presence,
    tells: ['presence.changed'],
  },
  'call-init': { summary: 'Somebody calls', payload: offer, tells: ['call.started'] },
  'call-answered': { summary: 'The call was taken', payload: offer, tells: ['call.answered'] },
  'call-ice': {
    summary: 'An ICE candidate of the other end',
    payload: callNews.extend({ iceCandidate: toldSignal }),
    tells: ['call.ice'],
  },
  'call-ended': {
    summary: 'The call is over',
    payload: callNews.extend({ reason: z.enum(CALL_END_REASONS) }),
    tells: ['call.ended'],
  },
  'auth-expired': { summary: 'The token ran out: send a fresh one', payload: z.strictObject({}) },
  'socket-api-error': {
    summary: 'A request was refused',
    payload: z.strictObject({ event: z.string(), ...errorDetails }),
  },
  [ERROR_OF_TRANSACTION]: {
    summary: 'The request of this transaction was refused: the message alone',
    payload: z.string(),
  },
};

/** What the published document has; everything else is our addition. */
const PUBLISHED = ['auth', 'auth-success', 'channel-created', 'socket-api-error', ERROR_OF_TRANSACTION];

const transaction = z.string().max(MAX_TRANSACTION).optional();

const answers = Object.entries(results).map(([event, { summary, result }]): [string, ServerMessage] => [
  `${event}-success`,
  {
    summary: `Answer: ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`,
    payload: result.extend({ transaction }),
  },
]);

const messages = Object.entries({ ...Object.fromEntries(answers), ...news }).map(
  ([name, message]): [string, ServerMessage] => [name, { ...message, addition: !PUBLISHED.includes(name) }],
);

const requests = Object.entries(results).map(([event, { summary, result }]): [string, RequestContract] => [
  event,
  {
    summary,
    // Presence is told by its own event, the present state like every later change.
    answers: [`${event}-success`, ...(event === 'presence-subscribe' ? ['presence'] : [])],
    acknowledgement: result.extend({ ok: z.literal(true) }),
    addition: !PUBLISHED.includes(event),
  },
]);

function nameOf(frame: Frame): string | null {
  if (!Array.isArray(frame)) return null;
  const name = String(frame[0]);
  return name.startsWith('socket-api-error-') ? ERROR_OF_TRANSACTION : name;
}

export const contract: Contract = {
  access: 'The access token of REST, in `auth` or in the Socket.IO handshake as `auth: {token}`.',
  envelope: eventEnvelope({ nameOf, received: (_name, input) => withMembers(input, { transaction }) }),
  requests: Object.fromEntries(requests),
  messages: Object.fromEntries(messages),
  refusals: ['socket-api-error', ERROR_OF_TRANSACTION],
  refusedAcknowledgement: z.strictObject({ ok: z.literal(false), error: z.strictObject(errorDetails) }),
  unasked: ['auth-success', 'auth-expired'],
  parts: {
    reply: { asks: 'replyTo', hears: 'replyTo' },
    files: { asks: 'fileIds', hears: 'attachments' },
    mentions: { hears: 'mentions' },
    clientId: { asks: 'clientId', hears: 'clientId' },
  },
  models: {
    UserModel: user,
    AttachmentModel: attachment,
    MessageModel: message,
    ChannelModel: channel,
    ChannelChanges: changes,
    PresenceModel: presence,
  },
};
