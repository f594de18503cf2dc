import { connect, type Socket } from 'node:net';
import type { Wire, WireSink } from '../wires/wire.js';
import { clientFrame, type FrameView, OPCODES, readFrames } from './frames.js';

export interface ClientOptions {
  readonly port: number;
  readonly wire: Wire;
  readonly token: string;
}

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/** All sockets read into this: each read is used up before the next begins. */
const READ_BUFFER = Buffer.allocUnsafe(256 * 1024);
const END_OF_HEAD = '\r\n\r\n';
const CONNECT_LIMIT_MS = 30_000;

/** One authenticated socket that counts what it gets and parses next to nothing. */
export class Client implements WireSink {
  /** Told of every message of a room. */
  onDelivery: (frame: FrameView) => void = () => {};
  readonly #options: ClientOptions;
  readonly #socket: Socket;
  readonly #answers = new Map<number, Waiting>();
  #rest: Buffer | null = null;
  #upgraded = false;
  #setUp: Waiting | null = null;
  #nextRequest = 1;

  private constructor(options: ClientOptions) {
    this.#options = options;
    const { port } = options;
    const onread = {
      buffer: READ_BUFFER,
      callback: (length: number) => {
        this.#read(length);
        return true;
      },
    };
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true, onread });
    this.#socket.on('connect', () => this.#socket.write(handshake(options)));
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('The server closed the connection.')));
  }

  get token(): string {
    return this.#options.token;
  }

  /** Connects and authenticates. @throws when the server refuses or does not answer in time */
  static async open(options: ClientOptions): Promise<Client> {
    const client = new Client(options);
    const limit = setTimeout(
      () => client.#fail(new Error('The connection was not set up in time.')),
      CONNECT_LIMIT_MS,
    );
    try {
      await new Promise<void>((resolve, reject) => {
        client.#setUp = { resolve, reject };
      });
      return client;
    } finally {
      clearTimeout(limit);
    }
  }

  /** Sends a request; resolves when its answer says that it succeeded. @param write the frame for this request number */
  request(write: (wire: Wire, request: number) => string): Promise<void> {
    const request = this.#nextRequest++;
    return new Promise((resolve, reject) => {
      this.#answers.set(request, { resolve, reject });
      this.reply(write(this.#options.wire, request));
    });
  }

  close(): Promise<void> {
    if (this.#socket.closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#socket.once('close', () => resolve());
      this.#socket.destroy();
    });
  }

  reply(text: string): void {
    this.#socket.write(clientFrame(text));
  }

  ready(): void {
    this.#setUp?.resolve();
    this.#setUp = null;
  }

  delivered(frame: FrameView): void {
    this.onDelivery(frame);
  }

  answered(request: number): void {
    this.#answers.get(request)?.resolve();
    this.#answers.delete(request);
  }

  refused(reason: string): void {
    this.#fail(new Error(`The server refused: ${reason}`));
  }

  #fail(error: Error): void {
    this.#setUp?.reject(error);
    this.#setUp = null;
    for (const waiting of this.#answers.values()) waiting.reject(error);
    this.#answers.clear();
    this.#socket.destroy();
  }

  #read(length: number): void {
    let bytes: Buffer = READ_BUFFER;
    let size = length;
    if (this.#rest) {
      bytes = Buffer.concat([this.#rest, READ_BUFFER.subarray(0, length)]);
      size = bytes.length;
      this.#rest = null;
    }
    const used = this.#upgraded ? this.#frames(bytes, size) : this.#head(bytes, size);
    if (used < size) this.#rest = Buffer.from(bytes.subarray(used, size));
  }

  #frames(bytes: Buffer, size: number): number {
    return readFrames(bytes, size, (frame) => {
      if (frame.opcode === OPCODES.text) this.#options.wire.receive(frame, this);
      else if (frame.opcode === OPCODES.ping) this.#socket.write(clientFrame('', OPCODES.pong));
    });
  }

  #head(bytes: Buffer, size: number): number {
    const text = bytes.toString('latin1', 0, size);
    const end = text.indexOf(END_OF_HEAD);
    if (end < 0) return 0;
    if (!text.startsWith('HTTP/1.1 101')) this.refused(text.slice(0, text.indexOf('\r\n')));
    this.#upgraded = true;
    this.#options.wire.greet(this);
    const begin = end + END_OF_HEAD.length;
    return begin + this.#frames(bytes.subarray(begin, size), size - begin);
  }
}

function handshake({ port, wire }: ClientOptions): string {
  const lines = [
    `GET ${wire.path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  return `${lines.join('\r\n')}${END_OF_HEAD}`;
}
