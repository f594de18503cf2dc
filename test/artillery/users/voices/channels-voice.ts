import type { OpenVoice } from '../voice.js';
import { socketIoRequests } from './socket-io-requests.js';

interface MessageModel {
  readonly channelId: number;
  readonly text: string;
  readonly seq: number;
}

export const channelsVoice: OpenVoice = ({ user, seat, token, limitMs, hear }) => {
  const { socket, ask } = socketIoRequests(user, limitMs);
  socket.on('message-created', (message: MessageModel) => {
    if (message.channelId === seat.roomId) hear({ text: message.text, seq: message.seq });
  });
  return {
    enter: () => ask('auth', { data: token }),
    say: (text, clientId) => ask('message-send', { channelId: seat.roomId, text, clientId }),
  };
};
