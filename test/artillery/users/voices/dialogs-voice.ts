import type { OpenVoice } from '../voice.js';
import { socketIoRequests } from './socket-io-requests.js';

interface News {
  readonly room: { readonly id: number };
  readonly message: { readonly text: string; readonly seq: number };
}

export const dialogsVoice: OpenVoice = ({ user, seat, token, limitMs, hear }) => {
  const { socket, ask } = socketIoRequests(user, limitMs);
  socket.on('on.message.new', ({ room, message }: News) => {
    if (room.id === seat.roomId) hear({ text: message.text, seq: message.seq });
  });
  return {
    enter: () => ask('user.auth', { token: token }),
    say: (text, client_id) => ask('message.send', { room_id: seat.roomId, text, client_id }),
  };
};
