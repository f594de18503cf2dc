import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Replacement } from './media-result.js';

/** Size and hash of a file, read as a stream. */
export async function describeFile(path: string, contentType: string): Promise<Replacement> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(createReadStream(path), async function count(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
    }
  });
  return { path, contentType, size, sha256: hash.digest('hex') };
}
