import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** An HTTP server on loopback that the test of one behaviour writes the handler of. */
export interface WebServer {
  readonly port: number;
  /** `127.0.0.1:port`, as an allow list takes it. */
  readonly host: string;
  readonly url: string;
  /** Connections that were ever made to it. */
  connections(): number;
  /** Connections that are open now, as the server sees it. */
  open(): number;
  close(): Promise<void>;
}

/** Serves by the handler; a server of another kind (https) may be given. */
export async function serve(
  handler: RequestListener,
  create: (handler: RequestListener) => Server = createServer,
): Promise<WebServer> {
  const server = create(handler);
  const sockets = new Set<Socket>();
  let made = 0;
  server.on('connection', (socket: Socket) => {
    made += 1;
    sockets.add(socket);
    // A client that goes away in the middle is what these tests are about.
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    connections: () => made,
    open: () => sockets.size,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
