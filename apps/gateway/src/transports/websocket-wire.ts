import type { CloseReason, EncodedBatch } from '@crosstalk/dialect-kit';
import type { WebSocket } from 'ws';
import { bufferedBytes, writeFramed } from './pre-framed.js';
import type { Wire } from './wire.js';

export class WebSocketWire implements Wire {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  write(batch: EncodedBatch): void {
    writeFramed(this.#socket, batch.buffer);
  }

  bufferedBytes(): number {
    return bufferedBytes(this.#socket);
  }

  close({ code, reason }: CloseReason): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }
}
