import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';
import { ArrivalLog } from '../../../../test/harness/arrival-log.js';
import { closeOf } from '../../../../test/harness/close-of.js';
import { within } from '../../../../test/harness/deadline.js';

export type Arrived = readonly [event: string, payload: Readonly<Record<string, unknown>>];

interface RawOptions extends ClientOptions {
  readonly subprotocols?: readonly string[];
}

/** A raw WebSocket client of the probe dialect. */
export class RawClient {
  readonly socket: WebSocket;
  readonly log = new ArrivalLog<Arrived>();
  readonly closed: Promise<number>;

  constructor(url: string, { subprotocols = [], ...options }: RawOptions = {}) {
    this.socket = new WebSocket(url, [...subprotocols], options);
    this.closed = closeOf(this.socket);
    this.socket.on('message', (data) => this.log.add(JSON.parse(String(data)) as Arrived));
    this.socket.on('error', () => undefined);
  }

  static async open(url: string, token?: string): Promise<RawClient> {
    const client = new RawClient(url);
    await within(once(client.socket, 'open'), 'open');
    if (token) await client.ask('auth', { token });
    return client;
  }

  send(event: string, data: object = {}): void {
    this.socket.send(JSON.stringify({ event, data }));
  }

  async ask(event: string, data: object = {}): Promise<Arrived[1]> {
    this.send(event, data);
    return this.next(`${event}.done`);
  }

  async next(event: string, matches: (payload: Arrived[1]) => boolean = () => true): Promise<Arrived[1]> {
    const [, payload] = await this.log.next(event, ([name, data]) => name === event && matches(data));
    return payload;
  }

  all(event: string): Arrived[1][] {
    return this.log.all.filter(([name]) => name === event).map(([, payload]) => payload);
  }
}
