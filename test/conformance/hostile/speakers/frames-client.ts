import { once } from 'node:events';
import WebSocket from 'ws';
import { ArrivalLog } from '../../../harness/arrival-log.js';
import { closeOf } from '../../../harness/close-of.js';
import { within } from '../../../harness/deadline.js';
import type { HostileClient, Refused } from './hostile-speaker.js';

export type Frame = Readonly<Record<string, unknown>>;

interface Wire {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The text frame of a request. */
  frameOf(request: string, payload: string): string;
  /** The refusal that a frame is, or null. */
  refusalOf(frame: Frame): Refused | null;
  /** Whether a frame answers a request; what else comes is news. */
  isAnswer(frame: Frame): boolean;
}

/** A raw WebSocket with one JSON object a frame. */
export class FramesClient implements HostileClient {
  readonly #socket: WebSocket;
  readonly #wire: Wire;
  readonly closed: Promise<number>;
  readonly log = new ArrivalLog<Frame>();

  private constructor(wire: Wire) {
    this.#wire = wire;
    this.#socket = new WebSocket(wire.url, { headers: { ...wire.headers } });
    this.closed = closeOf(this.#socket);
    this.#socket.on('error', () => undefined);
    this.#socket.on('message', (data) => this.log.add(JSON.parse(String(data)) as Frame));
  }

  static async connect(wire: Wire): Promise<FramesClient> {
    const client = new FramesClient(wire);
    await within(once(client.#socket, 'open'), 'open');
    return client;
  }

  async ask(request: string, payload: string): Promise<Refused | null> {
    this.#socket.send(this.#wire.frameOf(request, payload));
    return this.#wire.refusalOf(await this.#answer(`the answer to ${request.slice(0, 60)}`));
  }

  async sendRaw(text: string): Promise<Refused> {
    this.#socket.send(text);
    const refused = this.#wire.refusalOf(await this.#answer('a refusal'));
    if (!refused) throw new Error(`${text.slice(0, 60)} was granted`);
    return refused;
  }

  close(): void {
    this.#socket.close();
  }

  #answer(what: string): Promise<Frame> {
    return this.log.next(what, (frame) => this.#wire.refusalOf(frame) !== null || this.#wire.isAnswer(frame));
  }
}
