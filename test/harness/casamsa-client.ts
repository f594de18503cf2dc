import { once } from 'node:events';
import WebSocket from 'ws';
import { ArrivalLog } from './arrival-log.js';
import { closeOf } from './close-of.js';
import { within } from './deadline.js';

export interface CasamsaFrame {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A client of the raw dialect: frames as they are on the wire. */
export class CasamsaClient {
  readonly socket: WebSocket;
  readonly log = new ArrivalLog<CasamsaFrame>();
  readonly closed: Promise<number>;
  #key = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = closeOf(socket);
    socket.on('message', (data) => this.log.add(JSON.parse(String(data)) as CasamsaFrame));
    socket.on('error', () => undefined);
  }

  static async connect(wsUrl: string, token?: string): Promise<CasamsaClient> {
    const client = new CasamsaClient(new WebSocket(`${wsUrl}/ws/chat/`));
    await within(once(client.socket, 'open'), 'open');
    if (token) {
      client.send({ method: 'auth', access_token: token });
      await client.next('authenticated');
    }
    return client;
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Sends a request with a key of its own and waits for the answer that carries it, an error too. */
  async ask(method: string, args: object = {}): Promise<CasamsaFrame> {
    this.#key += 1;
    const key = `k${this.#key}`;
    this.send({ method, args: { ...args, event_response_key: key } });
    return this.log.next(
      `the answer to ${method}`,
      ({ data }) => (data as { event_response_key?: unknown }).event_response_key === key,
    );
  }

  next(
    type: string,
    matches: (data: CasamsaFrame['data']) => boolean = () => true,
    deadlineMs?: number,
  ): Promise<CasamsaFrame> {
    return this.log.next(type, (frame) => frame.type === type && matches(frame.data), deadlineMs);
  }

  all(type: string): CasamsaFrame['data'][] {
    return this.log.all.filter((frame) => frame.type === type).map(({ data }) => data);
  }

  close(): void {
    this.socket.close();
  }
}
