import type { ByteRange, FileId } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { present } from './sample.js';
import { bytesOf, contentOf, fileDraft, NO_LIMIT, readAll } from './sample-file.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

const NOBODYS = (2 ** 50) as FileId;

/** Files: a record and its bytes. */
export function fileStoreContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps files`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    it('gives back the bytes of a file, large or empty, however they came', async () => {
      for (const size of [0, 1, 3_000_000]) {
        const bytes = bytesOf(size, size);
        const chunks = [
          bytes.subarray(0, size / 3),
          bytes.subarray(size / 3, size / 2),
          bytes.subarray(size / 2),
        ];
        const file = await stores.files.put(fileDraft(), chunks, NO_LIMIT);
        const content = await contentOf(stores, file.id);
        expect(content.size).to.equal(size);
        expect((await readAll(content)).equals(bytes), `${size} bytes`).to.equal(true);
      }
    });

    it('knows the files of somebody, page by page', async () => {
      const draft = fileDraft();
      const files = [];
      for (let seed = 0; seed < 3; seed += 1) {
        files.push(await stores.files.put(draft, [bytesOf(seed, 9)], NO_LIMIT));
        await stores.files.put(fileDraft(), [bytesOf(seed, 9)], NO_LIMIT);
      }
      files.sort((a, b) => a.id - b.id);
      expect(await stores.files.ownedBy(draft.ownerId, { limit: 9 })).to.deep.equal(files);
      expect(await stores.files.ownedBy(draft.ownerId, { limit: 2 })).to.deep.equal(files.slice(0, 2));
      const after = present(files[0]).id;
      expect(await stores.files.ownedBy(draft.ownerId, { after, limit: 9 })).to.deep.equal(files.slice(1));
    });

    it('gives any range of the bytes, and each reader its own', async () => {
      const bytes = bytesOf(7, 2_500_000);
      const { id } = await stores.files.put(fileDraft(), [bytes], NO_LIMIT);
      const content = await contentOf(stores, id);
      const ranges = [
        [0, 0],
        [0, 2_499_999],
        [1, 2_499_998],
        [1_048_575, 1_048_576],
        [2_499_999, 2_499_999],
      ];
      const read = await Promise.all(
        ranges.map(([first, last]) => readAll(content, { first, last } as ByteRange)),
      );
      for (const [index, [first = 0, last = 0]] of ranges.entries()) {
        expect(read[index]?.equals(bytes.subarray(first, last + 1)), `${first}-${last}`).to.equal(true);
      }
    });

    it('may be left in the middle of the bytes', async () => {
      const { id } = await stores.files.put(fileDraft(), [bytesOf(8, 3_000_000)], NO_LIMIT);
      const content = await contentOf(stores, id);
      for await (const chunk of content.read()) {
        expect(chunk.byteLength).to.be.greaterThan(0);
        break;
      }
      expect(await readAll(content, { first: 5, last: 6 })).to.have.length(2);
    });

    it('keeps what is known of a file, which nobody has looked at yet', async () => {
      const draft = fileDraft();
      const file = await stores.files.put(draft, [Uint8Array.of(1, 2), Uint8Array.of(3)], NO_LIMIT);
      expect(file).to.deep.equal({
        ...draft,
        id: file.id,
        size: 3,
        sha256: '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81',
        status: 'processing',
        width: null,
        height: null,
        durationSeconds: null,
        renditions: [],
        placeholder: null,
        rejection: null,
      });
      expect(await stores.files.findMany([NOBODYS, file.id])).to.deep.equal([file]);
      expect(await stores.files.findMany([])).to.deep.equal([]);
      const opened = present(await stores.files.open(file.id, 'content'));
      expect(opened.file).to.deep.equal(file);
      expect(opened.content).to.include({ size: 3, contentType: draft.contentType, etag: file.sha256 });
      expect(present(await stores.files.open(file.id, 'thumbnail')).content).to.equal(null);
    });

    it('has nothing of a file that is unknown or deleted', async () => {
      const file = await stores.files.put(fileDraft(), [Uint8Array.of(1)], NO_LIMIT);
      await stores.files.delete([file.id, NOBODYS]);
      await stores.files.delete([file.id]);
      expect(await stores.files.findMany([file.id])).to.deep.equal([]);
      expect(await stores.files.open(file.id, 'content')).to.equal(null);
      expect(await stores.files.finish(file.id, { status: 'rejected', reason: 'late' })).to.equal(null);
    });
  });
}
