import type { CloseReason, EncodedBatch } from '@crosstalk/dialect-kit';
import type { WebSocket } from 'ws';
import { bufferedBytes, writeFramed } from './pre-framed.js';
import type { Wire } from './wire.js';

/** A raw WebSocket, or the place of one: a session may be made before its socket opens, and nothing is written until then. */
export class WebSocketWire implements Wire {
  #socket: WebSocket | null;
  #ended = false;

  constructor(socket: WebSocket | null) {
    this.#socket = socket;
  }

  /** Closed before the socket opened: it must not open any more. */
  get ended(): boolean {
    return this.#ended;
  }

  open(socket: WebSocket): void {
    this.#socket = socket;
  }

  write(batch: EncodedBatch): void {
    if (this.#socket) writeFramed(this.#socket, batch.buffer);
  }

  bufferedBytes(): number {
    return this.#socket ? bufferedBytes(this.#socket) : 0;
  }

  close({ code, reason }: CloseReason): void {
    this.#ended = true;
    this.#socket?.close(code, reason);
  }

  terminate(): void {
    this.#ended = true;
    this.#socket?.terminate();
  }
}
