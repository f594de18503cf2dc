/** @module A request and a response without a server: what an adapter (express, node:http) hands over and writes back. */

export interface RestRequest {
  /** Upper case, as node gives it. */
  readonly method: string;
  /** Below `/api/v1`, with the slash at its begin and still percent-encoded: `/rooms/5`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case, as node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /**
   * Read only when the route wants a body and the caller may use it, and never beyond the limit. A node request has to be given as
   * `request.iterator({ destroyOnReturn: false })`: leaving it early must not destroy the socket before the answer is out.
   */
  readonly body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Of the client, for rate limits. */
  readonly address: string;
}

export interface RestResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text as a whole, bytes in pieces; null: nothing. */
  readonly body: string | AsyncIterable<Uint8Array> | null;
}

/** Where the routes live. */
export const API_PREFIX = '/api/v1';

/** One header, or null; of a header that came several times the first. */
export function headerOf(request: Pick<RestRequest, 'headers'>, name: string): string | null {
  const value = request.headers[name];
  return (typeof value === 'string' ? value : value?.[0]) ?? null;
}
