import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';

interface StaticAnswer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** What a load balancer may be set up to do, wrongly or not. */
export interface ProxyPlan {
  /** Ports of the gateways; without them every request is answered with 503. */
  readonly ports: readonly number[];
  /** Which of them gets the `count`th request; by default the first. */
  choose?(count: number, request: IncomingMessage): number;
  readonly dropsUpgrade?: boolean;
  /** Ends an upgraded connection on which nothing moved for so many milliseconds. */
  readonly idleMs?: number;
  rewrite?(path: string): string;
  /** Answers itself. */
  answer?(path: string, request: IncomingMessage): StaticAnswer | null;
  requestHeaders?(headers: IncomingHttpHeaders): IncomingHttpHeaders;
  answerHeaders?(headers: IncomingHttpHeaders, port: number): OutgoingHttpHeaders;
  /** Passes a body on when it is whole. */
  readonly gathersBodies?: boolean;
  readonly tls?: SecureContextOptions;
}

export interface Proxy {
  readonly url: string;
  close(): Promise<void>;
}

/** A reverse proxy before real gateways that does what the plan says. */
export async function startProxy(plan: ProxyPlan): Promise<Proxy> {
  let count = 0;
  const portFor = (request: IncomingMessage): number =>
    plan.ports[(plan.choose?.(count++, request) ?? 0) % plan.ports.length] ?? 0;
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const answer =
      plan.answer?.(request.url ?? '/', request) ?? (plan.ports.length === 0 ? { status: 503 } : null);
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    else void forward(plan, { request, response, port: portFor(request) });
  };
  const server: Server = plan.tls ? createTlsServer(plan.tls, handle) : createServer(handle);
  const sockets = new Set<Socket>();
  for (const event of ['connection', 'secureConnection']) {
    server.on(event, (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => sockets.delete(socket));
    });
  }
  // Without a listener Node hands upgrades over as plain requests.
  if (!plan.dropsUpgrade) {
    server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
      join(plan, { request, socket, port: portFor(request) });
    });
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${plan.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function forward(
  plan: ProxyPlan,
  {
    request,
    response,
    port,
  }: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly port: number },
): Promise<void> {
  request.on('error', () => undefined);
  const { connection, upgrade, ...rest } = request.headers;
  const path = plan.rewrite?.(request.url ?? '/') ?? request.url;
  const headers = plan.requestHeaders?.(rest) ?? rest;
  const upstream = httpRequest({
    host: '127.0.0.1',
    port,
    method: request.method,
    path,
    headers,
    agent: false,
  });
  upstream.once('error', () => response.destroy());
  upstream.once('response', (answer) => {
    response.writeHead(
      answer.statusCode ?? 502,
      plan.answerHeaders?.(answer.headers, port) ?? answer.headers,
    );
    answer.pipe(response);
  });
  response.once('close', () => upstream.destroy());
  if (plan.gathersBodies) {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => upstream.end(Buffer.concat(chunks)));
  } else request.pipe(upstream);
}

function join(
  plan: ProxyPlan,
  {
    request,
    socket,
    port,
  }: { readonly request: IncomingMessage; readonly socket: Socket; readonly port: number },
): void {
  const headers = plan.requestHeaders?.(request.headers) ?? request.headers;
  const path = plan.rewrite?.(request.url ?? '/') ?? request.url;
  const upstream = connect(port, '127.0.0.1');
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  upstream.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  for (const [from, to] of [
    [socket, upstream],
    [upstream, socket],
  ] as const) {
    from.on('error', () => from.destroy());
    from.once('close', () => to.destroy());
    if (plan.idleMs !== undefined) from.setTimeout(plan.idleMs, () => from.destroy());
    from.pipe(to);
  }
}
