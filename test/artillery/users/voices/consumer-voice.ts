import { PendingAnswers } from '../pending-answers.js';
import type { OpenVoice } from '../voice.js';
import { jsonFrames } from './json-frames.js';

interface Frame {
  readonly type: string;
  readonly content: {
    readonly chat_id?: number;
    readonly message?: string;
    readonly seq?: number;
    readonly client_id?: string;
    readonly code?: string;
  };
}

/** Authenticated by its upgrade, so there is nothing to enter. Asks by `client_id`; the confirmation is the event itself. */
export const consumerVoice: OpenVoice = ({ user, seat, limitMs, hear }) => {
  const answers = new PendingAnswers(limitMs);
  const send = jsonFrames<Frame>(user, ({ type, content }) => {
    const { chat_id, message, seq, client_id } = content;
    if (type === 'new_message' && chat_id === seat.roomId && message !== undefined) {
      hear({ text: message, ...(seq === undefined ? {} : { seq }) });
    }
    if (client_id) answers.settle(client_id, type === 'error' ? content.code : undefined);
  });
  return {
    enter: () => Promise.resolve(),
    say: (message, key) =>
      answers.ask((client_id) => {
        const content = { chat_type: 'group', chat_id: seat.roomId, message, reply_to: null, client_id };
        send({ type: 'new_message', content });
      }, key),
  };
};
