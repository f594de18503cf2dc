import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

const HEADER_BYTES = 12;
/** Type and class of the question. */
const QUESTION_TAIL_BYTES = 4;
const TYPE_A = 1;
const ANSWER_FLAGS = 0x8580;

/** A DNS server (RFC 1035) that knows the IPv4 addresses of one name, whatever name is asked for. */
export class NameServer {
  readonly #socket: Socket;
  addresses: readonly string[];

  private constructor(socket: Socket, addresses: readonly string[]) {
    this.#socket = socket;
    this.addresses = addresses;
    socket.on('message', (query, from) => this.#answer(query, from));
  }

  static async start(addresses: readonly string[]): Promise<NameServer> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new NameServer(socket, addresses);
  }

  get place(): string {
    return `127.0.0.1:${(this.#socket.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#socket.close();
  }

  #answer(query: Buffer, { port, address }: RemoteInfo): void {
    const end = query.indexOf(0, HEADER_BYTES) + 1 + QUESTION_TAIL_BYTES;
    const question = query.subarray(HEADER_BYTES, end);
    const found =
      question.readUInt16BE(question.length - QUESTION_TAIL_BYTES) === TYPE_A ? this.addresses : [];
    const header = Buffer.alloc(HEADER_BYTES);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(ANSWER_FLAGS, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(found.length, 6);
    this.#socket.send(Buffer.concat([header, question, ...found.map(recordOf)]), port, address);
  }
}

/** An A record of the name at the beginning of the question, good for a second. */
function recordOf(address: string): Buffer {
  const head = [0xc0, HEADER_BYTES, 0, TYPE_A, 0, 1, 0, 0, 0, 1, 0, 4];
  return Buffer.from([...head, ...address.split('.').map(Number)]);
}
