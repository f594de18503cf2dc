/** @module Real Socket.IO clients of both protocols behind one face. */
import { createRequire } from 'node:module';
import { io } from 'socket.io-client';
import { ArrivalLog } from '../../../../test/harness/arrival-log.js';
import { DEADLINE_MS, within } from '../../../../test/harness/deadline.js';
import type { Arrived } from './raw-client.js';

/** What both clients have. */
interface AnySocket {
  readonly io: { readonly engine: { readonly transport: { readonly name: string } } };
  on(event: string, listener: (payload: Arrived[1]) => void): void;
  emit(event: string, payload: object, acknowledge?: (payload: unknown) => void): void;
  disconnect(): void;
}
type Connect = (url: string, options: object) => AnySocket;

// Socket.IO 2 (Engine.IO protocol 3) has no types of its own and is no module of ECMAScript.
const connect2 = createRequire(import.meta.url)('socket.io-client-v2') as Connect;
const connect4 = io as unknown as Connect;

export const GENERATIONS = { 'Socket.IO 4': connect4, 'Socket.IO 2': connect2 };
const EVENTS = ['auth.done', 'post.done', 'watch.done', 'posted', 'refused', 'presence', 'joined'];

export interface SocketClientOptions {
  readonly path: string;
  readonly transports: readonly string[];
}

export class SocketClient {
  readonly socket: AnySocket;
  readonly log = new ArrivalLog<Arrived>();
  readonly connected: Promise<void>;

  constructor(connect: Connect, url: string, options: SocketClientOptions) {
    this.socket = connect(url, { ...options, forceNew: true, reconnection: false, timeout: DEADLINE_MS });
    this.connected = within(
      new Promise((resolve, reject) => {
        this.socket.on('connect', () => resolve());
        this.socket.on('connect_error', reject);
      }),
      'connect',
    );
    // Only some tests look at it.
    this.connected.catch(() => undefined);
    for (const event of EVENTS) this.socket.on(event, (payload) => this.log.add([event, payload]));
  }

  /** @returns what the acknowledgement carries */
  ask(event: string, payload: object): Promise<unknown> {
    const answered = new Promise((resolve) => this.socket.emit(event, payload, resolve));
    return within(answered, `the acknowledgement of ${event}`);
  }

  async next(event: string, matches: (payload: Arrived[1]) => boolean = () => true): Promise<Arrived[1]> {
    const [, payload] = await this.log.next(event, ([name, data]) => name === event && matches(data));
    return payload;
  }

  texts(): unknown[] {
    return this.log.all.filter(([event]) => event === 'posted').map(([, { text }]) => text);
  }

  get transport(): string {
    return this.socket.io.engine.transport.name;
  }
}
