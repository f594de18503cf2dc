import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { handleRest, type RestDeps, type RestResponse, type Served } from '@crosstalk/rest';
import type { Request, RequestHandler, Response } from 'express';

/** How long a client may go on sending after its answer. */
const LINGER_MS = 30_000;

export interface RestAdapterDeps {
  readonly rest: Omit<RestDeps, 'onDefect' | 'onServed'>;
  /** Told of a defect behind the answer of this request. */
  onDefect(requestId: string, error: unknown): void;
  /** Told once a request, after its answer. `path` is without the query, which may hold a signature. */
  observe(done: DoneRequest): void;
}

export interface DoneRequest {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly served: Served;
}

const UNSERVED: Served = { name: null, outcome: 'internal', storedAt: null };

/** Express in front of the route table: the client's address (`trust proxy`), an id for each request, and nothing else. */
export function restAdapter({ rest, onDefect, observe }: RestAdapterDeps): RequestHandler {
  return async (request, response) => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    // Leaving the body early must not destroy the socket before the answer is out.
    const body = request.iterator({ destroyOnReturn: false });
    const { method, headers, path } = request;
    const exchange = { method, path, query: queryOf(request), headers, body, address: request.ip ?? '' };
    let served = UNSERVED;
    const answer = await handleRest(exchange, {
      ...rest,
      onDefect: (error) => onDefect(requestId, error),
      onServed: (what) => {
        served = what;
      },
    });
    await write(response, { ...answer, headers: { ...answer.headers, 'X-Request-Id': requestId } });
    const endedAt = performance.now();
    observe({ requestId, method, path, status: answer.status, startedAt, endedAt, served });
    if (!request.complete) letSendOut(request);
  };
}

/**
 * A client that is still sending must not find the connection closed: it would lose the answer. But it need not be listened to for long
 * either.
 */
function letSendOut(request: Request): void {
  request.on('data', () => undefined);
  request.resume();
  const timer = setTimeout(() => request.destroy(), LINGER_MS).unref();
  request.once('close', () => clearTimeout(timer));
}

function queryOf(request: Request): URLSearchParams {
  const at = request.originalUrl.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : request.originalUrl.slice(at + 1));
}

async function write(response: Response, { status, headers, body }: RestResponse): Promise<void> {
  response.writeHead(status, { ...headers });
  if (body === null || typeof body === 'string') response.end(body ?? undefined);
  else await pipeline(Readable.from(body), response).catch(() => response.destroy());
}
