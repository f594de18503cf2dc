import { once } from 'node:events';
import { connect } from 'node:net';

const ANSWER_LIMIT_MS = 2_000;

/**
 * Sends one PING on a connection of its own.
 *
 * @throws Error when there is no connection or another answer than PONG (a server that still loads its data).
 */
export async function pingRedis(host: string, port: number): Promise<void> {
  const socket = connect({ host, port });
  try {
    socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy(new Error('no answer to PING')));
    await once(socket, 'connect');
    socket.write('PING\r\n');
    const [answer] = await once(socket, 'data');
    if (!String(answer).startsWith('+PONG')) throw new Error(String(answer).trim());
  } finally {
    socket.destroy();
    socket.on('error', () => {});
  }
}
