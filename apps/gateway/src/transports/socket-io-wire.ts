import type { CloseReason, EncodedBatch } from '@crosstalk/dialect-kit';
import type { Socket as EngineSocket } from 'engine.io';
import { bufferedBytes, directSocketOf, queuedPackets, writeFramed } from './pre-framed.js';
import type { Wire } from './wire.js';

/** What a waiting packet of a polling client counts, in bytes: its size is not known any more. */
const QUEUED_PACKET_BYTES = 1_024;

export class SocketIoWire implements Wire {
  readonly #engine: EngineSocket;

  constructor(engine: EngineSocket) {
    this.#engine = engine;
  }

  write(batch: EncodedBatch): void {
    const socket = directSocketOf(this.#engine);
    if (socket) writeFramed(socket, batch.buffer);
    else for (const text of batch.texts) this.#engine.write(text);
  }

  bufferedBytes(): number {
    const socket = directSocketOf(this.#engine);
    return socket ? bufferedBytes(socket) : queuedPackets(this.#engine) * QUEUED_PACKET_BYTES;
  }

  /** The transport closes without Socket.IO's `disconnect` packet: a client that got one would not come back by itself. */
  close(reason: CloseReason): void {
    const socket = directSocketOf(this.#engine);
    if (socket) socket.close(reason.code, reason.reason);
    else this.#engine.close();
  }

  terminate(): void {
    this.#engine.close(true);
  }
}
