import { once } from 'node:events';
import WebSocket from 'ws';
import { ArrivalLog } from '../harness/arrival-log.js';
import { within } from '../harness/deadline.js';

/** A raw WebSocket whose frames are texts. */
export class TextSocket {
  readonly #socket: WebSocket;
  readonly #log = new ArrivalLog<string>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#log.add(String(data)));
  }

  static async connect(url: string): Promise<TextSocket> {
    const client = new TextSocket(new WebSocket(url));
    await within(once(client.#socket, 'open'), 'open');
    return client;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  next(): Promise<string> {
    return this.#log.next('a line', () => true);
  }

  close(): void {
    this.#socket.close();
  }
}
