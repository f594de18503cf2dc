import { PendingAnswers } from '../pending-answers.js';
import type { OpenVoice } from '../voice.js';
import { jsonFrames } from './json-frames.js';

interface Frame {
  readonly type: string;
  readonly data: {
    readonly event_response_key?: unknown;
    readonly type?: string;
    readonly message?: { readonly chat: number; readonly text: string };
  };
}

/** Asks by method and `event_response_key`. The sender hears its own message as the answer, in the order of the room. */
export const casamsaVoice: OpenVoice = ({ user, seat, token, limitMs, hear }) => {
  const answers = new PendingAnswers(limitMs);
  const send = jsonFrames<Frame>(user, ({ type, data }) => {
    if (data.message?.chat === seat.roomId) {
      hear({ text: data.message.text });
    }
    if (data.event_response_key)
      answers.settle(data.event_response_key, type === 'error' ? data.type : undefined);
  });
  const ask = (method: string, args: object): Promise<void> =>
    answers.ask((key) => send({ method, access_token: token, args: { ...args, event_response_key: key } }));
  return {
    enter: () => ask('auth', {}),
    say: (text) => ask('send_message', { chat: seat.roomId, text }),
  };
};
