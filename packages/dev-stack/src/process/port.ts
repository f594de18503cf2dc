import { once } from 'node:events';
import { createServer } from 'node:net';

/** True when nothing listens there; the answer may be old the moment it is given. */
export async function isPortFree(host: string, port: number): Promise<boolean> {
  return (await tryPort(host, port)) !== undefined;
}

/** `preferred` when it is free, else a port that the system hands out. */
export async function pickPort(host: string, preferred: number): Promise<number> {
  const port = (await tryPort(host, preferred)) ?? (await tryPort(host, 0));
  if (port === undefined) throw new Error(`no free port on ${host}`);
  return port;
}

async function tryPort(host: string, port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' ? address?.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}
