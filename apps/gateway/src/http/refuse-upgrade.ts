import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Refusal {
  readonly status: number;
  readonly detail: string;
  /** Seconds until another attempt can succeed. */
  readonly retryAfterSeconds?: number;
  /** `WWW-Authenticate`: how a client may show who it is (RFC 6750, section 3). */
  readonly challenge?: string;
}

/** Answers an upgrade with plain HTTP and problem+json (RFC 9457), then closes the socket. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const { status, detail, retryAfterSeconds, challenge } = refusal;
  const title = STATUS_CODES[status] ?? 'Error';
  const body = JSON.stringify({ type: 'about:blank', title, status, detail });
  const headers = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...(retryAfterSeconds === undefined ? [] : [`Retry-After: ${retryAfterSeconds}`]),
    ...(challenge === undefined ? [] : [`WWW-Authenticate: ${challenge}`]),
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
}
