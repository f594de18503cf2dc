import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dialect } from '@crosstalk/dialect-kit';

/** Where one dialect's clients come in. */
export interface Door {
  readonly dialect: Dialect;
  matches(target: { readonly path: string; readonly isEngineIo: boolean }): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** HTTP polling, for transports that have it. */
  request?(request: IncomingMessage, response: ServerResponse): void;
  close(): void;
}
