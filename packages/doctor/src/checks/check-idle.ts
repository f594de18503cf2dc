import type WebSocket from 'ws';
import { ENGINE_PATH, RAW_PATH } from '../doors.js';
import { type Finding, fail, ok, skipped, warn } from '../finding.js';
import { openSocket } from '../net/open-socket.js';
import type { Target } from '../target.js';

const CHECK = 'idle';
/** Nodes ping every socket so often, in seconds. */
const PING_SECONDS = 25;
/** Close code of a node that is shut down (RFC 6455 registry, 1012). */
const RESTART = 1012;
const [PING, PONG] = ['2', '3'];
/** Joins the main namespace (Socket.IO protocol, CONNECT): a connection that never does is closed by the node after 45 s. */
const JOIN = '40';

/** Holds connections on which nothing but pings happens, and tells who is cut off and when. */
export async function checkIdle(target: Target): Promise<readonly Finding[]> {
  const { idleSeconds } = target.options;
  if (idleSeconds === 0) return [skipped(CHECK, 'Quiet connections were not held (--quick).')];
  const held = await Promise.all([
    hold(target, { what: 'raw WebSocket', path: RAW_PATH }),
    hold(target, {
      what: 'Socket.IO connection',
      path: `${ENGINE_PATH}?EIO=4&transport=websocket`,
      greeting: JOIN,
    }),
  ]);
  const cut = held.filter((finding) => finding !== null);
  return cut.length > 0 ? cut : [ok(CHECK, `Quiet connections stay open for ${idleSeconds} s.`)];
}

interface Line {
  readonly what: string;
  readonly path: string;
  /** What the client says first, if the protocol wants it to. */
  readonly greeting?: string;
}

async function hold(target: Target, { what, path, greeting }: Line): Promise<Finding | null> {
  const socket = await openSocket(target, path).catch(() => null);
  if (!socket) return skipped(CHECK, `No ${what} can be opened, and so none was held.`);
  socket.on('message', (data) => {
    if (String(data) === PING) socket.send(PONG);
  });
  if (greeting !== undefined) socket.send(greeting);
  const openedAt = performance.now();
  const code = await closeWithin(socket, target.options.idleSeconds * 1_000);
  const seconds = Math.round((performance.now() - openedAt) / 1_000);
  if (code === null) return null;
  if (code === RESTART) {
    return warn(
      CHECK,
      `The node of a ${what} was shut down meanwhile.`,
      'Run the doctor again when no rollout is under way.',
    );
  }
  const seen = `Something on the way cuts a ${what} off after ${seconds} quiet seconds (close code ${code})`;
  if (seconds < PING_SECONDS) {
    return fail(
      CHECK,
      `${seen}, before the node sends its first ping at ${PING_SECONDS} s.`,
      'Raise the idle timeout of the load balancer above 60 s (HAProxy: timeout tunnel; nginx: proxy_read_timeout and proxy_send_timeout).',
    );
  }
  return fail(
    CHECK,
    `${seen}, although pings pass every ${PING_SECONDS} s.`,
    'Look for a limit on the whole life of a connection (timeout client, a maximal stream duration), and for one that does not count pings.',
  );
}

/** @returns the close code, or null when it stayed open. */
async function closeWithin(socket: WebSocket, milliseconds: number): Promise<number | null> {
  const code = await new Promise<number | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), milliseconds);
    socket.once('close', (closeCode: number) => {
      clearTimeout(timer);
      resolve(closeCode);
    });
  });
  socket.terminate();
  return code;
}
