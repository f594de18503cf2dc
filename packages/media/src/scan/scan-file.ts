import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { MediaRejection } from '../media-rejection.js';
import { converse } from './converse.js';
import { ScannerUnavailable } from './scanner-unavailable.js';

const TIMEOUT_MS = 120_000;
const LIMIT_TIMEOUT_MS = 10_000;
const COMMAND = 'zINSTREAM\0';

export interface Scan {
  readonly path: string;
  readonly clamdUrl: string;
  /** Milliseconds for everything; default two minutes, as long as clamd takes for one file. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends the file to clamd (`INSTREAM`, see clamd(8)) and returns when it is clean.
 * @throws MediaRejection `infected`, `too_large_to_scan`; ScannerUnavailable; the reason of the signal
 */
export async function scanFile({ path, clamdUrl, timeoutMs = TIMEOUT_MS, signal }: Scan): Promise<void> {
  try {
    judge(await converse({ clamdUrl, timeoutMs, signal, say: (socket) => sendFile(socket, path) }));
  } catch (error) {
    if (!isBrokenOff(error)) throw error;
    // clamd answers a file over its limit at once and hangs up; our next write then breaks, and the answer can be lost with it.
    const { size } = await stat(path);
    const say = async (socket: Socket): Promise<void> => void socket.write(announcement(size));
    const reply = await converse({ clamdUrl, timeoutMs: LIMIT_TIMEOUT_MS, signal, say });
    judge(reply);
    throw error;
  }
}

async function sendFile(socket: Socket, path: string): Promise<void> {
  const closed = once(socket, 'close').catch(() => []);
  socket.write(COMMAND);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (!socket.writable) return;
    socket.write(lengthOf(chunk.length));
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), closed]);
  }
  if (socket.writable) socket.write(lengthOf(0));
}

/** A chunk as long as the file, of which only the length is sent: enough to be refused, and no answer otherwise. */
function announcement(size: number): Buffer {
  return Buffer.concat([Buffer.from(COMMAND), lengthOf(Math.min(size, 0xffff_ffff))]);
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

function isBrokenOff(error: unknown): boolean {
  const cause =
    error instanceof ScannerUnavailable ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  return cause?.code === 'EPIPE' || cause?.code === 'ECONNRESET';
}

function judge(reply: string): void {
  if (reply === 'stream: OK') return;
  const found = /^stream: (.+) FOUND$/.exec(reply)?.[1];
  if (found) throw new MediaRejection('infected', found);
  if (/size limit exceeded/i.test(reply)) throw new MediaRejection('too_large_to_scan', reply);
  throw new ScannerUnavailable(`it says ${JSON.stringify(reply)}`);
}
