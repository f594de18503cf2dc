/**
 * @module The one place that replaces Socket.IO's acknowledgements by our own: it would look for binary data in each, make a packet and a
 * write of it. `test/acknowledge-by.test.ts` fails when an upgrade changes how they are made.
 */
import type { Socket } from 'socket.io';

interface SocketInside {
  ack: (id: number) => (payload: unknown) => void;
}

/** Socket.IO's packet type of an acknowledgement, protocol 5. */
const ACKNOWLEDGEMENT = '3';

/** Sends the acknowledgements of a socket of the root namespace as texts; they take one JSON value. */
export function acknowledgeBy(socket: Socket, send: (text: string) => void): void {
  (socket as unknown as SocketInside).ack = (id) => (payload) =>
    send(`${ACKNOWLEDGEMENT}${id}${JSON.stringify([payload])}`);
}
