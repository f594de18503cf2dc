import { once } from 'node:events';
import type WebSocket from 'ws';
import { ArrivalLog } from './arrival-log.js';
import { closeOf } from './close-of.js';
import { within } from './deadline.js';

/** A raw WebSocket whose frames are logged as they are on the wire: what the clients of the raw dialects have in common. */
export class FrameSocket<Frame> {
  readonly socket: WebSocket;
  readonly log = new ArrivalLog<Frame>();
  /** The close code. */
  readonly closed: Promise<number>;

  protected constructor(socket: WebSocket, decode: (text: string) => Frame = JSON.parse) {
    this.socket = socket;
    this.closed = closeOf(socket);
    socket.on('message', (data) => this.log.add(decode(String(data))));
    socket.on('error', () => undefined);
  }

  /** Itself, as soon as the server has agreed to the upgrade. */
  async opened(): Promise<this> {
    await within(once(this.socket, 'open'), 'open');
    return this;
  }

  /** A text is sent as it is, anything else as JSON. */
  protected write(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }
}
