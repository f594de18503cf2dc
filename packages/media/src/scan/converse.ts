import { connect, type Socket } from 'node:net';
import { clamdAddress } from './clamd-address.js';
import { ScannerUnavailable } from './scanner-unavailable.js';

const LONGEST_REPLY = 4_096;

export interface Conversation {
  readonly clamdUrl: string;
  /** Milliseconds for everything. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Sends the command; clamd may answer and hang up before it is through. */
  say(socket: Socket): Promise<void>;
}

/** One command to clamd and its reply, without the NUL. @throws ScannerUnavailable; what `say` throws; the reason of the signal */
export async function converse({ clamdUrl, timeoutMs, signal, say }: Conversation): Promise<string> {
  signal?.throwIfAborted();
  const socket = connect(clamdAddress(clamdUrl));
  const stop = (): void => void socket.destroy(new Error('stopped'));
  const timer = setTimeout(() => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const reply = readReply(socket);
    await Promise.race([say(socket), reply]);
    return await reply;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    socket.destroy();
  }
}

function readReply(socket: Socket): Promise<string> {
  const reply = new Promise<string>((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('latin1')).slice(0, LONGEST_REPLY);
      if (text.includes('\0')) resolve(text.slice(0, text.indexOf('\0')));
    });
    // Stays for good: a socket that breaks after the reply must not end the process.
    socket.on('error', (error) => reject(new ScannerUnavailable(error.message, { cause: error })));
    socket.once('close', () => reject(new ScannerUnavailable('it hung up')));
  });
  // It is awaited after the sending, and may fail before.
  reply.catch(() => undefined);
  return reply;
}
