import { PendingAnswers } from '../pending-answers.js';
import type { OpenVoice } from '../voice.js';
import { jsonFrames } from './json-frames.js';

interface Frame {
  readonly action: string;
  readonly chats_id?: string;
  readonly message?: { readonly message: string };
  readonly request_id?: string;
  readonly code?: string;
}

/** Asks by action and `request_id`. The sender hears its own message as the answer, in the order of the room. */
export const fsegoVoice: OpenVoice = ({ user, seat, limitMs, hear }) => {
  const answers = new PendingAnswers(limitMs);
  const chat = String(seat.roomId);
  const send = jsonFrames<Frame>(user, ({ action, chats_id, message, request_id, code }) => {
    if (action === 'ADD_MESSAGE' && chats_id === chat && message) {
      hear({ text: message.message });
    }
    if (request_id) answers.settle(request_id, action === 'ERROR' ? code : undefined);
  });
  const ask = (frame: object): Promise<void> => answers.ask((request_id) => send({ ...frame, request_id }));
  return {
    enter: () => ask({ action: 'DATA', chat_key: user.vars.chatKey, user: seat.profile }),
    say: (message, client_id) => ask({ action: 'ADD_MESSAGE', chats_id: chat, message, client_id }),
  };
};
