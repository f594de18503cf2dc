import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { handleRest, type RestDeps, type RestResponse } from '@crosstalk/rest';
import type { Request, RequestHandler, Response } from 'express';

/** Express in front of the route table. Express sees to the client's address (`trust proxy`) and nothing else. */
export function restAdapter(deps: RestDeps): RequestHandler {
  return async (request, response) => {
    // Leaving the body early must not destroy the socket before the answer is out.
    const body = request.iterator({ destroyOnReturn: false });
    const { method, headers } = request;
    const address = request.ip ?? '';
    await write(
      response,
      await handleRest({ method, path: request.path, query: queryOf(request), headers, body, address }, deps),
    );
    // A client that is still sending must not find the connection closed: it would lose the answer. `requestTimeout` bounds it.
    request.resume();
  };
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
