import type { Socket } from 'socket.io-client';
import type { VirtualUser } from '../virtual-user.js';
import { inTime, Refusal } from '../voice.js';

interface Answer {
  readonly ok?: boolean;
  readonly error?: { readonly code: string };
}

/** Emits an event and waits for its acknowledgement, which must be a success. */
export type Ask = (event: string, payload: object) => Promise<void>;

/** The socket that the Socket.IO engine has opened, and a way to ask on it. */
export function socketIoRequests(
  user: VirtualUser,
  limitMs: number,
): { readonly socket: Socket; readonly ask: Ask } {
  const socket = user.sockets?.[''];
  if (!socket) throw new Error('the engine has opened no Socket.IO connection');
  const ask: Ask = async (event, payload) => {
    const answer = (await inTime(socket.emitWithAck(event, payload), limitMs)) as Answer;
    if (answer.ok !== true) throw new Refusal(answer.error?.code ?? 'no_success');
  };
  return { socket, ask };
}
