import { once } from 'node:events';
import WebSocket from 'ws';
import { ArrivalLog } from './arrival-log.js';
import { closeOf } from './close-of.js';
import { within } from './deadline.js';

export type JsonFrame = Readonly<Record<string, unknown>>;

/** A raw WebSocket with one JSON object a text frame, as they are on the wire. */
export class JsonSocket {
  readonly socket: WebSocket;
  readonly log = new ArrivalLog<JsonFrame>();
  /** The close code. */
  readonly closed: Promise<number>;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = closeOf(socket);
    socket.on('message', (data) => this.log.add(JSON.parse(String(data)) as JsonFrame));
    socket.on('error', () => undefined);
  }

  static async connect(url: string, headers: Readonly<Record<string, string>> = {}): Promise<JsonSocket> {
    const client = new JsonSocket(new WebSocket(url, { headers: { ...headers } }));
    await within(once(client.socket, 'open'), 'open');
    return client;
  }

  send(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** The first frame that matches and was not given before. */
  next(what: string, matches: (frame: JsonFrame) => boolean): Promise<JsonFrame> {
    return this.log.next(what, matches);
  }

  close(): void {
    this.socket.close();
  }
}
