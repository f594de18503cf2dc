import { setTimeout as delay } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import type { OpenVoice } from '../voice.js';
import { socketIoRequests } from './socket-io-requests.js';

interface News {
  readonly room: { readonly id: number };
  readonly message: { readonly text: string; readonly seq: number };
}

/** A client that has not upgraded by then goes on by polling. */
const UPGRADE_LIMIT_MS = 20_000;

export const dialogsVoice: OpenVoice = ({ user, seat, token, limitMs, hear }) => {
  const { socket, ask } = socketIoRequests(user, limitMs);
  socket.on('on.message.new', ({ room, message: { text, seq } }: News) => {
    if (room.id === seat.roomId) hear({ text, seq });
  });
  return {
    async enter() {
      await upgraded(socket);
      await ask('user.auth', { token });
    },
    say: (text, client_id) => ask('message.send', { room_id: seat.roomId, text, client_id }),
  };
};

/** Resolves when the connection has the transport that it keeps. */
async function upgraded({ io: { engine } }: Socket): Promise<void> {
  if (engine.transport.name === 'websocket') return;
  const limit = new AbortController();
  const settled = new Promise<void>((resolve) => {
    engine.once('upgrade', () => resolve());
    engine.once('upgradeError', () => resolve());
  });
  await Promise.race([
    settled,
    delay(UPGRADE_LIMIT_MS, undefined, { signal: limit.signal }).catch(() => undefined),
  ]);
  limit.abort();
}
