import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type ZipEntry, zipped } from '../src/export/zipped.js';

const CHUNK = Buffer.alloc(64 * 1024, 'x');

describe('an archive that is made while it is read', () => {
  const entry = (path: string, bytes: AsyncIterable<Uint8Array>): ZipEntry => ({
    path,
    at: new Date(0),
    bytes,
    compress: false,
  });

  it('reads its sources no further than it is read itself, and stops them when nobody reads on', async () => {
    let given = 0;
    let ended = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          given += 1;
          yield CHUNK;
        }
      } finally {
        ended += 1;
      }
    }
    async function* entries(): AsyncGenerator<ZipEntry> {
      try {
        yield entry('a', endless());
      } finally {
        ended += 1;
      }
    }
    let read = 0;
    for await (const chunk of zipped(entries())) {
      read += chunk.length;
      if (read > 20 * CHUNK.length) break;
    }
    expect(given).to.be.below(60);
    expect(ended).to.equal(2);
  });

  it('has no end when a source fails', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield CHUNK;
      throw new Error('the store is away');
    }
    async function* entries(): AsyncGenerator<ZipEntry> {
      yield entry('a', failing());
    }
    const read = async (): Promise<void> => {
      for await (const _chunk of zipped(entries()));
    };
    const outcome = await read().catch((error: Error) => error.message);
    expect(outcome).to.equal('the store is away');
  });
});
