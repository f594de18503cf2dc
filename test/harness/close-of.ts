import type WebSocket from 'ws';

/**
 * Resolves with the code of the socket's close, 1006 when the connection broke. Never rejects, unlike `once` of Node, which an `error`
 * before the close ends: a node that is killed while nobody waits for the close would end the process of the tests.
 */
export function closeOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve));
}
