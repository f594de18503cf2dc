import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  /** Below the root of the archive, with slashes. */
  readonly path: string;
  readonly at: Date;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** False for what is compressed already. */
  readonly compress: boolean;
}

/**
 * An archive that is made while it is read: one entry at a time, each no faster than the reader takes it. Who stops reading stops the source.
 * @throws what an entry throws; the archive has no end then, which every reader of archives notices
 */
export async function* zipped(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  const stop = new AbortController();
  zip.on('error', (error) => output.destroy(error as Error));
  const feeding = feed(zip, entries, stop.signal).catch((error: unknown) => output.destroy(error as Error));
  try {
    for await (const chunk of output) yield chunk as Uint8Array;
  } finally {
    stop.abort();
    output.destroy();
    await feeding;
  }
}

async function feed(zip: ZipFile, entries: AsyncIterable<ZipEntry>, signal: AbortSignal): Promise<void> {
  for await (const { path, at, bytes, compress } of entries) {
    signal.throwIfAborted();
    const source = Readable.from(bytes, { objectMode: false });
    const leave = (): void => void source.destroy();
    signal.addEventListener('abort', leave, { once: true });
    // How long it will be is not known beforehand: only this form holds more than 4 GiB.
    zip.addReadStream(source, path, { mtime: at, compress, forceZip64Format: true });
    await finished(source).finally(() => signal.removeEventListener('abort', leave));
  }
  zip.end();
}
