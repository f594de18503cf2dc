import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Metrics } from './create-metrics.js';
import { listen } from './listen.js';
import { type Readiness, readinessWithin } from './readiness.js';

export interface OpsServerOptions {
  readonly metrics: Pick<Metrics, 'render' | 'contentType'>;
  /** Awaited ahead of each `GET /metrics`, for gauges that are measured when asked for; two seconds at most, may reject. */
  measure?(): Promise<void>;
  /** Asked on every `GET /readyz` and `GET /metrics`; an answer later than 2 s, or a rejection, counts as not ready. */
  ready(): Promise<Readiness>;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Answers requests to paths below `/board`, of any method. */
  readonly board?: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
}

export interface OpsServer {
  readonly port: number;
  close(): Promise<void>;
}

const READY_TIMEOUT_MS = 2000;
const MEASURE_TIMEOUT_MS = 2000;
const DEPENDENCY_PATIENCE_MS = 250;

/**
 * Serves `/healthz` (the process is alive), `/readyz` (dependencies answer; 503 names the one that does not), `/metrics` and the board.
 * @throws the listen error, such as EADDRINUSE
 */
export async function createOpsServer(options: OpsServerOptions): Promise<OpsServer> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch(() => {
      if (!response.headersSent) send(response, 500, { status: 'error' });
    });
  });
  const port = await listen(server, options);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  options: OpsServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (options.board && /^\/board(\/|$)/.test(path)) return options.board(request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(response, 405, { status: 'method not allowed' });
  if (path === '/healthz') return send(response, 200, { status: 'ok' });
  if (path === '/readyz') {
    const { ok, checks } = await readinessWithin(options.ready, READY_TIMEOUT_MS);
    return send(response, ok ? 200 : 503, { status: ok ? 'ok' : 'unavailable', checks });
  }
  if (path === '/metrics') {
    await Promise.race([measureAll(options), afterMs(MEASURE_TIMEOUT_MS)]);
    const text = await options.metrics.render();
    response.writeHead(200, { 'content-type': options.metrics.contentType });
    response.end(text);
    return;
  }
  send(response, 404, { status: 'not found' });
}

/** Also asks the dependencies: `crosstalk_dependency_up` would be old where only Prometheus looks at the node. */
async function measureAll({ measure, ready }: OpsServerOptions): Promise<void> {
  const asked = ready().catch(() => undefined);
  await measure?.().catch(() => undefined);
  // One that is away is not waited for; the next scrape has it.
  await Promise.race([asked, afterMs(DEPENDENCY_PATIENCE_MS)]);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

function afterMs(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
