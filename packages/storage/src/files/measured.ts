import { createHash } from 'node:crypto';
import { type ByteSource, fileTooLarge } from '@crosstalk/domain';

export interface Measured {
  /** The same bytes. @throws ChatError `too_large` instead of the chunk that is too much */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Of what went by; ask when all has. */
  total(): { readonly size: number; readonly sha256: string };
}

/** Bytes that are counted and hashed while somebody else reads them. */
export function measured(source: ByteSource, maxBytes: number): Measured {
  const hash = createHash('sha256');
  let size = 0;
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      size += chunk.byteLength;
      if (size > maxBytes) throw fileTooLarge(maxBytes);
      hash.update(chunk);
      yield chunk;
    }
  }
  return { bytes: pass(), total: () => ({ size, sha256: hash.digest('hex') }) };
}
