import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { SafeFetchError } from '../safe-fetch-error.js';

interface Bounds {
  readonly maxBytes: number;
  readonly oversize: 'refuse' | 'truncate';
}

/** We ask for `identity`; some servers compress all the same. */
const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Reads the body, decompressed piece by piece, so that no more than the bound is ever held.
 * @throws SafeFetchError too_large; failed for an encoding that is unknown or stacked; what the stream throws
 */
export async function readBody(
  response: IncomingMessage,
  { maxBytes, oversize }: Bounds,
): Promise<{ readonly body: Buffer; readonly truncated: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of decoded(response) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  const truncated = length > maxBytes;
  if (truncated && oversize === 'refuse') throw new SafeFetchError('too_large');
  return { body: Buffer.concat(chunks, Math.min(length, maxBytes)), truncated };
}

function decoded(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return response;
  const decoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
  if (!decoder) throw new SafeFetchError('failed');
  // The error of either stream reaches the reader of the last one; the callback has nothing to add.
  return pipeline(response, decoder(), () => {});
}
