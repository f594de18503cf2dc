import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that systems hand out for port 0 and for outgoing connections (from 32768 on Linux, 49152 elsewhere): a server that is
 * away for a moment must find its port free when it comes back. From 28,000 `npm start` is tried.
 */
const [LOWEST, END] = [15_000, 28_000];

/** Nobody may listen yet where a test has just been sent. */
const given = new Set<number>();

/** A port that was free a moment ago, never the same one twice. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, END);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
