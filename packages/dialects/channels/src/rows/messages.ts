import {
  type Call,
  clientIdSchema,
  fileIdSchema,
  messageIdSchema,
  row,
  textSchema,
  wellFormed,
} from '@crosstalk/dialect-kit';
import { LIMITS, type MessageView } from '@crosstalk/domain';
import { z } from 'zod';
import { channelRef, flagSchema } from '../to-domain.js';
import { messageModel } from '../to-wire.js';

const messageRef = z.object({ messageId: messageIdSchema });

const fileIdsSchema = z
  .array(fileIdSchema, 'must be a list of file ids')
  .max(LIMITS.attachmentsPerMessage, `must name at most ${LIMITS.attachmentsPerMessage} files`);

const emojiSchema = wellFormed
  .min(1, 'must not be empty')
  .max(LIMITS.emojiLength, `must be at most ${LIMITS.emojiLength} characters`);

function messageFor(call: Call, message: MessageView) {
  return { message: messageModel(message, call.rendering) };
}

export const messageRows = {
  'message-send': row({
    useCases: ['postMessage'],
    concurrent: true,
    input: channelRef.extend({
      text: textSchema.optional(),
      fileIds: fileIdsSchema.optional(),
      replyTo: messageIdSchema.nullable().optional(),
      clientId: clientIdSchema.nullable().optional(),
    }),
    run: async (call, { channelId, ...content }) => {
      const posted = await call.useCases.postMessage(call.actor, { roomId: channelId, ...content });
      return messageFor(call, posted.message);
    },
  }),
  'message-edit': row({
    useCases: ['editMessage'],
    input: messageRef.extend({ text: textSchema }),
    run: async (call, input) => messageFor(call, await call.useCases.editMessage(call.actor, input)),
  }),
  'message-delete': row({
    useCases: ['deleteMessage'],
    input: messageRef,
    run: async (call, { messageId }) =>
      messageFor(call, await call.useCases.deleteMessage(call.actor, messageId)),
  }),
  'message-react': row({
    useCases: ['reactToMessage'],
    input: messageRef.extend({ emoji: emojiSchema, on: flagSchema }),
    run: async (call, input) => messageFor(call, await call.useCases.reactToMessage(call.actor, input)),
  }),
};
