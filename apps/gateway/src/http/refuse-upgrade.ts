import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Refusal {
  readonly status: number;
  readonly detail: string;
  /** Seconds until another attempt can succeed. */
  readonly retryAfterSeconds?: number;
}

/** Answers an upgrade with plain HTTP and problem+json (RFC 9457), then closes the socket. */
export function refuseUpgrade(socket: Duplex, { status, detail, retryAfterSeconds }: Refusal): void {
  const title = STATUS_CODES[status] ?? 'Error';
  const body = JSON.stringify({ type: 'about:blank', title, status, detail });
  const headers = [
    `HTTP/1.1 ${status} ${title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...(retryAfterSeconds === undefined ? [] : [`Retry-After: ${retryAfterSeconds}`]),
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
}
