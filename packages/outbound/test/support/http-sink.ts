import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface HttpSink {
  readonly origin: string;
  /** `host:port`, as `OUTBOUND_ALLOW` takes it. */
  readonly target: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** A server on loopback that keeps what it gets. `reply` answers, or never does when it gives null. */
export async function openHttpSink(
  reply: (request: Received) => Reply | null = () => ({ status: 201 }),
): Promise<HttpSink> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = request;
    const one = { method, path, headers, body: Buffer.concat(chunks) };
    received.push(one);
    const answer = reply(one);
    if (answer !== null) response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const target = `127.0.0.1:${port}`;
  return {
    origin: `http://${target}`,
    target,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
