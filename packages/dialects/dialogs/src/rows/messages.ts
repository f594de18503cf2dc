import { type Call, type EventFrame, row, textSchema } from '@crosstalk/dialect-kit';
import type { MessageView } from '@crosstalk/domain';
import type { Outcome } from '../frames.js';
import { deletedMessage } from '../message-frames.js';
import { sceneAfter } from '../scene-of.js';
import { messageRef } from '../to-domain.js';
import { messageNews } from '../to-wire.js';

interface Changed {
  readonly message: MessageView;
  /** The room was told of it. */
  readonly told: boolean;
  framesOf(news: object): readonly EventFrame[];
}

async function outcomeOf(call: Call, { message, told, framesOf }: Changed): Promise<Outcome> {
  const payload = messageNews(message, await sceneAfter(call, message));
  return { payload, frames: told && call.receives(message.roomId) ? [] : framesOf(payload) };
}

export const messageRows = {
  'message.edit': row({
    useCases: ['editMessage', 'getRoom'],
    input: messageRef.extend({ text: textSchema }),
    run: async (call, { message_id, text }) => {
      const message = await call.useCases.editMessage(call.actor, { messageId: message_id, text });
      return outcomeOf(call, { message, told: true, framesOf: (news) => [['on.message.edit', news]] });
    },
  }),
  'message.delete': row({
    useCases: ['deleteMessage', 'getRoom'],
    input: messageRef,
    run: async (call, { message_id }) => {
      const message = await call.useCases.deleteMessage(call.actor, message_id);
      return outcomeOf(call, { message, told: message.changed, framesOf: deletedMessage });
    },
  }),
};
