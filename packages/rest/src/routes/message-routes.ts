import {
  clientIdSchema,
  counterSchema,
  fileIdSchema,
  messageIdSchema,
  textSchema,
} from '@crosstalk/dialect-kit';
import { LIMITS, type RoomId } from '@crosstalk/domain';
import { z } from 'zod';
import { bearerRoute, type Route } from '../http/route.js';
import { madeOrThere, messagesOf } from '../present/answers.js';
import { messageListSchema, messageSchema, readSchema } from '../schema/answer-schemas.js';
import { idText, limitText, roomPath, seqText } from '../schema/path-schemas.js';
import { fieldText } from '../schema/profile-schemas.js';

const DEFAULT_PAGE = 50;
const FILES = `must name at most ${LIMITS.attachmentsPerMessage} files`;

const readHistory: Route = bearerRoute({
  method: 'GET',
  path: '/rooms/:id/messages',
  summary:
    'Newest first up to `before`, or oldest first from `after` (seqs, exclusive); `next` goes into the same.',
  useCase: 'readHistory',
  params: roomPath,
  query: z
    .object({
      limit: limitText(LIMITS.historyPage, DEFAULT_PAGE),
      before: seqText.optional(),
      after: seqText.optional(),
    })
    .refine(({ before, after }) => before === undefined || after === undefined, {
      path: ['after'],
      message: 'must not come together with before',
    }),
  answers: { 200: messageListSchema },
  async run({ params, query }, context) {
    const page = await context.useCases.readHistory(context.actor, { roomId: params.id, ...query });
    const ordered = query.after === undefined ? page.messages.toReversed() : page.messages;
    const next = page.hasMore ? (ordered.at(-1)?.seq ?? null) : null;
    return { status: 200, json: { items: await messagesOf(ordered, context), next } };
  },
});

const postMessage: Route = bearerRoute({
  method: 'POST',
  path: '/rooms/:id/messages',
  summary: 'Posts a message; sent again with the same `client_id` it is the same message, with 200.',
  useCase: 'postMessage',
  params: roomPath,
  body: z.object({
    text: textSchema.optional(),
    file_ids: z
      .array(fileIdSchema, 'must be a list of file ids')
      .max(LIMITS.attachmentsPerMessage, FILES)
      .optional(),
    reply_to: messageIdSchema.nullish(),
    client_id: clientIdSchema.nullish(),
  }),
  answers: { 201: messageSchema, 200: messageSchema },
  async run({ params, body }, context) {
    const { message, duplicate } = await context.useCases.postMessage(context.actor, {
      roomId: params.id,
      text: body.text,
      fileIds: body.file_ids,
      replyTo: body.reply_to,
      clientId: body.client_id,
    });
    const [json] = await messagesOf([message], context);
    return { status: madeOrThere(!duplicate), json };
  },
});

const markRead: Route = bearerRoute({
  method: 'POST',
  path: '/rooms/:id/read',
  summary: 'Marks everything up to `seq` as read; without it, everything.',
  useCase: 'markRead',
  params: roomPath,
  body: z.object({ seq: counterSchema.optional() }),
  answers: { 200: readSchema },
  async run({ params, body }, { useCases, actor }) {
    const { readSeq, unread } = await useCases.markRead(actor, { roomId: params.id, seq: body.seq });
    return { status: 200, json: { read_seq: readSeq, unread } };
  },
});

const searchMessages: Route = bearerRoute({
  method: 'GET',
  path: '/search',
  summary:
    'Messages with every word (the last may be a beginning), newest first, in one room or in all of the caller’s.',
  useCase: 'searchMessages',
  query: z.object({ q: fieldText, room: idText<RoomId>().optional() }),
  answers: { 200: messageListSchema },
  async run({ query }, context) {
    const found = await context.useCases.searchMessages(context.actor, {
      query: query.q,
      roomId: query.room,
    });
    return { status: 200, json: { items: await messagesOf(found, context), next: null } };
  },
});

export const messageRoutes: readonly Route[] = [readHistory, postMessage, markRead, searchMessages];
