import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const A = 1;
const AAAA = 28;
const HEADER_BYTES = 12;
/** Response, recursion desired and available, no error. */
const ANSWERED = 0x8180;

interface Records {
  readonly a?: readonly (readonly number[])[];
  readonly aaaa?: readonly string[];
}

export interface DnsServer {
  /** `127.0.0.1:port`. */
  readonly address: string;
  /** Fulfilled when so many questions were asked. */
  asked(count: number): Promise<void>;
  close(): void;
}

/** A DNS server on loopback that gives every name the same records, or no answer at all. RFC 1035, section 4.1. */
export async function serveDns(records: Records | 'silence'): Promise<DnsServer> {
  const socket = createSocket('udp4');
  let questions = 0;
  socket.on('message', (query, from) => {
    questions += 1;
    if (records !== 'silence') socket.send(answer(query, records), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    async asked(count) {
      while (questions < count) await once(socket, 'message');
    },
    close: () => socket.close(),
  };
}

function answer(query: Buffer, records: Records): Buffer {
  const end = query.indexOf(0, HEADER_BYTES) + 5;
  const type = query.readUInt16BE(end - 4);
  const data =
    type === A
      ? (records.a ?? []).map((bytes) => Buffer.from(bytes))
      : type === AAAA
        ? (records.aaaa ?? []).map((hex) => Buffer.from(hex, 'hex'))
        : [];
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(query.readUInt16BE(0), 0);
  header.writeUInt16BE(ANSWERED, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(data.length, 6);
  const question = query.subarray(HEADER_BYTES, end);
  return Buffer.concat([header, question, ...data.map((each) => record(type, each))]);
}

/** The name is a pointer to the question; class IN, a minute to live. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, HEADER_BYTES, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]);
  return Buffer.concat([head, data]);
}
