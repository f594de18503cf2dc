import type { IncomingMessage } from 'node:http';

/** The Engine.IO session that a request belongs to, if it has one. */
export function sessionOf(request: IncomingMessage): string | undefined {
  const query = queryOf(request);
  return query.has('EIO') ? (query.get('sid') ?? undefined) : undefined;
}

/** True for the polling request that opens an Engine.IO session. */
export function opensSession(request: IncomingMessage): boolean {
  const query = queryOf(request);
  return query.has('EIO') && !query.has('sid') && query.get('transport') !== 'websocket';
}

/** The session id in the body that answers an opening request, for Engine.IO 3 and 4 alike. */
export function announcedSession(body: string): string | undefined {
  return /"sid":"([^"]+)"/.exec(body)?.[1];
}

function queryOf(request: IncomingMessage): URLSearchParams {
  const url = request.url ?? '/';
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start + 1));
}
