import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

/** What to do with the file of a scan: answer, say nothing, or hang up. */
export type Scan = 'stream: OK' | `stream: ${string} FOUND` | 'silence' | 'hang up';

/** Speaks as much of clamd(8) as the worker asks: `zINSTREAM`, and an answer of the test's choice. */
export class Scanner {
  /** What to do with the next scans, in this order; the last one stays. */
  scans: Scan[] = ['stream: OK'];
  /** Scans so far. */
  begun = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor() {
    this.#server = createServer((socket) => this.#scan(socket));
  }

  static async open(): Promise<Scanner> {
    const scanner = new Scanner();
    scanner.#server.listen(0, '127.0.0.1');
    await once(scanner.#server, 'listening');
    return scanner;
  }

  get url(): string {
    return `tcp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #scan(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
    const scan = this.scans.length > 1 ? this.scans.shift() : this.scans[0];
    this.begun++;
    if (scan === 'hang up') return void socket.destroy();
    let tail = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      tail = Buffer.concat([tail, chunk]).subarray(-4);
      // A chunk of no length ends the file. No file of these tests ends in four zeros itself.
      if (scan !== 'silence' && tail.length === 4 && tail.readUInt32BE() === 0) socket.end(`${scan}\0`);
    });
  }
}
