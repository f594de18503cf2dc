import { io, type Socket } from 'socket.io-client';
import { ArrivalLog } from './arrival-log.js';
import { DEADLINE_MS, within } from './deadline.js';

export interface Arrival {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export type Answer = Record<string, unknown> & {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly fields?: object };
};

/** A client of the native dialect, on the real Socket.IO client. */
export class ChannelsClient {
  readonly socket: Socket;
  readonly log = new ArrivalLog<Arrival>();

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.onAny((event: string, data: Arrival['data']) => this.log.add({ event, data }));
  }

  static async connect(url: string, token?: string, options: object = {}): Promise<ChannelsClient> {
    const client = ChannelsClient.open(url, token, options);
    if (token) await client.next('auth-success');
    else await within(new Promise<void>((resolve) => client.socket.once('connect', resolve)), 'connect');
    return client;
  }

  /** Does not wait. @param options of socket.io-client */
  static open(url: string, token?: string, options: object = {}): ChannelsClient {
    const defaults = {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: DEADLINE_MS,
      ...(token ? { auth: { token } } : {}),
    };
    return new ChannelsClient(io(url, { ...defaults, ...options }));
  }

  /** Sends an event and waits for its acknowledgement. */
  ask(event: string, data: object = {}): Promise<Answer> {
    return within(this.socket.emitWithAck(event, data) as Promise<Answer>, `the answer to ${event}`);
  }

  /** The same, and the answer must be a success. */
  async does<T = Record<string, unknown>>(event: string, data: object = {}): Promise<T> {
    const answer = await this.ask(event, data);
    if (!answer.ok) throw new Error(`${event} failed: ${JSON.stringify(answer.error)}`);
    return answer as T;
  }

  next(
    event: string,
    matches: (data: Arrival['data']) => boolean = () => true,
    deadlineMs?: number,
  ): Promise<Arrival> {
    return this.log.next(event, (arrival) => arrival.event === event && matches(arrival.data), deadlineMs);
  }

  /** Payloads of every arrival of the event so far. */
  all(event: string): Arrival['data'][] {
    return this.log.all.filter((arrival) => arrival.event === event).map(({ data }) => data);
  }

  close(): void {
    this.socket.disconnect();
  }
}
