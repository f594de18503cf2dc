import { once } from 'node:events';
import WebSocket from 'ws';
import { ArrivalLog } from './arrival-log.js';
import { within } from './deadline.js';

export interface FsegoFrame {
  readonly action: string;
  readonly [member: string]: unknown;
}

/** A client of the raw dialect of host sites: frames as they are on the wire, and texts that are no JSON object. */
export class FsegoClient {
  readonly socket: WebSocket;
  readonly log = new ArrivalLog<FsegoFrame | string>();
  readonly closed: Promise<number>;
  #requests = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = once(socket, 'close').then(([code]) => code as number);
    socket.on('message', (data) => this.log.add(frameOf(String(data))));
    socket.on('error', () => undefined);
  }

  static async connect(wsUrl: string, path = '/ws/fsego/'): Promise<FsegoClient> {
    const client = new FsegoClient(new WebSocket(`${wsUrl}${path}`));
    await within(once(client.socket, 'open'), 'open');
    return client;
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Sends a request with a `request_id` of its own and waits for the answer that carries it, an error too. */
  async ask(frame: object): Promise<FsegoFrame> {
    this.#requests += 1;
    const requestId = `r${this.#requests}`;
    this.send({ ...frame, request_id: requestId });
    return this.#next(
      `the answer to ${JSON.stringify(frame).slice(0, 80)}`,
      (each) => each.request_id === requestId,
    );
  }

  next(
    action: string,
    matches: (frame: FsegoFrame) => boolean = () => true,
    deadlineMs?: number,
  ): Promise<FsegoFrame> {
    return this.#next(action, (frame) => frame.action === action && matches(frame), deadlineMs);
  }

  /** Waits for a text that is no JSON object. */
  async text(expected: string): Promise<void> {
    await this.log.next(expected, (item) => item === expected);
  }

  close(): void {
    this.socket.close();
  }

  async #next(
    what: string,
    matches: (frame: FsegoFrame) => boolean,
    deadlineMs?: number,
  ): Promise<FsegoFrame> {
    const isIt = (item: FsegoFrame | string): boolean => typeof item !== 'string' && matches(item);
    return (await this.log.next(what, isIt, deadlineMs)) as FsegoFrame;
  }
}

function frameOf(text: string): FsegoFrame | string {
  return text.startsWith('{') ? (JSON.parse(text) as FsegoFrame) : text;
}
