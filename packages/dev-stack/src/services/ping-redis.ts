import { connect } from 'node:net';

const ANSWER_LIMIT_MS = 2_000;

/**
 * Sends one PING on a connection of its own.
 *
 * @throws Error when there is no connection or another answer than PONG (a server that still loads its data).
 */
export function pingRedis(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: ANSWER_LIMIT_MS });
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('timeout', () => socket.destroy(new Error('no answer to PING')));
    socket.once('data', (answer) => {
      if (answer.toString('latin1').startsWith('+PONG')) resolve();
      else reject(new Error(answer.toString('latin1').trim()));
      socket.destroy();
    });
    socket.once('error', reject);
    // After one of the others this one comes too late to matter.
    socket.once('close', () => reject(new Error('the connection was closed without an answer')));
  });
}
