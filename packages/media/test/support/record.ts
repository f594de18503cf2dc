import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const PICTURE = ['-f', 'lavfi', '-i', 'testsrc=size=160x120:rate=10'];
export const SOUND = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=16000'];
/** What a telephone writes into its recordings. */
export const LOCATED = ['-metadata', 'location=+51.5090-000.1270/', '-metadata', 'artist=Ann Example'];

/** Records with ffmpeg; arguments as on its command line, without the file. */
export async function record(folder: string, name: string, ...args: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, path]);
  return path;
}

/** A WAV of silence, made without ffmpeg: 8000 samples of 16 bits a second. */
export function silence(seconds: number): Buffer {
  const bytes = 16_000 * seconds;
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(bytes, 40);
  return Buffer.concat([head, Buffer.alloc(bytes)]);
}
