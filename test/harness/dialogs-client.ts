import { createRequire } from 'node:module';
import { io } from 'socket.io-client';
import { ArrivalLog } from './arrival-log.js';
import { within } from './deadline.js';

interface ClientSocket {
  on(event: string, listener: (payload: Payload) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
  close(): unknown;
  readonly io: { readonly engine: { once(event: string, listener: () => void): unknown } };
}

/** How a client connects: the major version of socket.io-client, and its transports in their order. */
export interface Variant {
  readonly title: string;
  readonly version: 2 | 4;
  readonly transports: readonly ('polling' | 'websocket')[];
}

export type Payload = Readonly<Record<string, unknown>>;
export interface User {
  readonly id: number;
  readonly online: boolean;
}
export interface Message {
  readonly id: number;
  readonly seq: number;
  readonly text: string;
  readonly user: User;
  readonly is_read: boolean;
  readonly deleted: boolean;
  readonly reply_to: number | null;
}
export interface Chat {
  readonly id: number;
  readonly room_id: number;
  readonly user: User | null;
  readonly unread: number;
  readonly is_read: boolean;
  readonly cleared: number | null;
}
export interface Room {
  readonly id: number;
  readonly users: readonly User[];
  readonly last_message: Message | null;
}
export interface Dialog {
  readonly chat: Chat;
  readonly room: Room;
}
/** Everything that any event has, so that a test says what it looks at and no more. */
export interface Told extends Dialog, Payload {
  readonly message: Message;
  readonly messages: readonly Message[];
  readonly dialogs: readonly Dialog[];
  readonly success: boolean;
  readonly user: User;
  readonly id: number;
  readonly online: boolean;
  readonly reason: string;
}
export type Answer = Told & { readonly ok?: true; readonly error?: { readonly code: string } };
interface Arrival {
  readonly event: string;
  readonly data: Told;
}

const CLIENTS: Readonly<Record<Variant['version'], (url: string, options: object) => ClientSocket>> = {
  2: createRequire(import.meta.url)('socket.io-client-v2') as (url: string, options: object) => ClientSocket,
  4: (url, options) => io(url, options) as unknown as ClientSocket,
};

export const VARIANTS: readonly Variant[] = ([4, 2] as const).flatMap((version) => [
  { title: `socket.io-client ${version} by WebSocket`, version, transports: ['websocket'] },
  { title: `socket.io-client ${version} by polling`, version, transports: ['polling'] },
  {
    title: `socket.io-client ${version} from polling to WebSocket`,
    version,
    transports: ['polling', 'websocket'],
  },
]);

const PEOPLE = ['on.user.authorized', 'on.user.online', 'on.error'];
const MESSAGES = [
  'on.message.new',
  'on.messages.new',
  'on.message.delete',
  'on.messages.delete',
  'on.message.edit',
];
const CHATS = ['history', 'read', 'clear', 'delete', 'new', 'update', 'typing'].map(
  (name) => `on.chat.${name}`,
);
const CALLS = ['init', 'answer', 'ice', 'end'].map((name) => `on.call.${name}`);

/** A client of the dialogs dialect on a real Socket.IO client, of version 4 or 2. */
export class DialogsClient {
  readonly log = new ArrivalLog<Arrival>();
  /** Resolves when the transport is the one that the client wants in the end. */
  readonly upgraded: Promise<void>;
  readonly #socket: ClientSocket;

  private constructor(socket: ClientSocket, { transports }: Variant) {
    this.#socket = socket;
    this.upgraded =
      transports.length === 1
        ? Promise.resolve()
        : new Promise((resolve) => socket.io.engine.once('upgrade', resolve));
    // Version 2 has no listener for every event.
    for (const event of [...PEOPLE, ...MESSAGES, ...CHATS, ...CALLS]) {
      socket.on(event, (data) => this.log.add({ event, data: data as Told }));
    }
  }

  static async connect(url: string, variant: Variant = VARIANTS[0] as Variant): Promise<DialogsClient> {
    const options = { path: '/', transports: variant.transports, forceNew: true, reconnection: false };
    const socket = CLIENTS[variant.version](url, options);
    const client = new DialogsClient(socket, variant);
    await within(new Promise<void>((resolve) => void socket.on('connect', () => resolve())), 'connect');
    return client;
  }

  /** Connects and shows the token, at once: an upgrade of the transport may be under way. */
  static async enter(url: string, token: string, variant?: Variant): Promise<DialogsClient> {
    const client = await DialogsClient.connect(url, variant);
    const { success } = await client.authenticate(token);
    if (!success) throw new Error('the token was not accepted');
    await within(client.upgraded, 'the upgrade');
    return client;
  }

  /** As the document has it: without an acknowledgement. */
  async authenticate(token: string): Promise<Told> {
    this.emit('user.auth', { token });
    return this.next('on.user.authorized');
  }

  emit(event: string, data: object): void {
    this.#socket.emit(event, data);
  }

  /** Sends an event and waits for its acknowledgement. */
  ask(event: string, data: object): Promise<Answer> {
    const answer = new Promise<Answer>((resolve) => void this.#socket.emit(event, data, resolve));
    return within(answer, `the answer to ${event}`);
  }

  /** The same, and the answer must be a success. */
  async does(event: string, data: object): Promise<Answer> {
    const answer = await this.ask(event, data);
    if (answer.ok !== true) throw new Error(`${event} failed: ${JSON.stringify(answer.error)}`);
    return answer;
  }

  async next(event: string, matches: (data: Told) => boolean = () => true): Promise<Told> {
    const arrival = await this.log.next(event, (each) => each.event === event && matches(each.data));
    return arrival.data;
  }

  /** Payloads of every arrival of the event so far. */
  all(event: string): readonly Told[] {
    return this.log.all.filter((arrival) => arrival.event === event).map(({ data }) => data);
  }

  close(): void {
    this.#socket.close();
  }
}
