import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { type BlobStore, ChatError } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { bytesOf } from './sample-file.js';

export interface BlobStoreUnderTest {
  readonly store: BlobStore;
  /** Bytes that lie in it, parts of what is not whole included. */
  storedBytes(): Promise<number>;
  close(): Promise<void>;
}

/** Larger than a chunk or part of any store. */
const LARGE = 12_000_000;

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await turn();
    yield bytes.subarray(at, at + size);
  }
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

/** What a store of bytes promises; keys are ObjectIds in hex. */
export function blobStoreContract(name: string, make: () => Promise<BlobStoreUnderTest>): void {
  describe(`${name} stores bytes`, () => {
    let under: BlobStoreUnderTest;
    let store: BlobStore;
    before(async () => {
      under = await make();
      store = under.store;
    });
    after(() => under.close());

    const newKey = (): string => randomBytes(12).toString('hex');

    it('and gives them back, none, few or many', async () => {
      for (const size of [0, 1, 100_000, LARGE]) {
        const [key, bytes] = [newKey(), bytesOf(size, size)];
        await store.put(key, inPieces(bytes, 65_536));
        expect((await readAll(store.open(key))).equals(bytes), `${size} bytes`).to.equal(true);
      }
    });

    it('and gives any range of them', async () => {
      const [key, bytes] = [newKey(), bytesOf(1, LARGE)];
      await store.put(key, inPieces(bytes, 1_000_000));
      for (const [first, last] of [
        [0, 0],
        [1_048_575, 1_048_576],
        [5_000_000, 7_999_999],
        [LARGE - 1, LARGE - 1],
      ] as const) {
        const read = await readAll(store.open(key, { first, last }));
        expect(read.equals(bytes.subarray(first, last + 1)), `${first}-${last}`).to.equal(true);
      }
    });

    it('and may be left while it gives them', async () => {
      const [key, bytes] = [newKey(), bytesOf(2, LARGE)];
      await store.put(key, [bytes]);
      for await (const chunk of store.open(key)) {
        expect(chunk.byteLength).to.be.greaterThan(0);
        break;
      }
      expect(await readAll(store.open(key, { first: 3, last: 4 }))).to.have.length(2);
    });

    it('and keeps nothing of what was cut short, early or late', async () => {
      const earlier = await under.storedBytes();
      for (const size of [10, LARGE]) {
        const cut = new ChatError('invalid', 'cut short');
        async function* broken(): AsyncGenerator<Uint8Array> {
          yield* inPieces(bytesOf(3, size), 1_000_000);
          throw cut;
        }
        const key = newKey();
        expect(await failure(store.put(key, broken()))).to.equal(cut);
        expect(await failure(readAll(store.open(key)))).to.be.instanceOf(Error);
      }
      expect(await under.storedBytes()).to.equal(earlier);
    });

    it('and removes them, and what is not there as well', async () => {
      const earlier = await under.storedBytes();
      const key = newKey();
      await store.put(key, [bytesOf(4, LARGE)]);
      expect(await under.storedBytes()).to.equal(earlier + LARGE);
      await store.delete(key);
      await store.delete(key);
      await store.delete(newKey());
      expect(await under.storedBytes()).to.equal(earlier);
      expect(await failure(readAll(store.open(key)))).to.be.instanceOf(Error);
    });
  });
}
