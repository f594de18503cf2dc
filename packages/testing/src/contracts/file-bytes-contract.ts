import { ChatError, type FileId, type TenantId } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { bytesOf, contentOf, fileDraft, NO_LIMIT, readAll } from './sample-file.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

const SIZE = 1_500_000;
let lastSeed = 1_000;

/** The bytes behind files: once each, and none without a file. */
export function fileBytesContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps bytes for its files only`, () => {
    let stores: StoresUnderTest;
    let bytes: Buffer;
    let earlier: number;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());
    beforeEach(async () => {
      lastSeed += 1;
      bytes = bytesOf(lastSeed, SIZE);
      earlier = await stores.storedBytes();
    });

    const put = async (content: Uint8Array = bytes, tenant?: TenantId): Promise<FileId> => {
      const draft = fileDraft(tenant === undefined ? {} : { tenant });
      return (await stores.files.put(draft, [content], NO_LIMIT)).id;
    };
    const grown = async (): Promise<number> => (await stores.storedBytes()) - earlier;

    it('stores the same bytes once, and keeps them until the last file of them is gone', async () => {
      const [one, other] = [await put(), await put()];
      expect(await grown()).to.equal(SIZE);
      await stores.files.delete([one]);
      expect((await readAll(await contentOf(stores, other))).equals(bytes)).to.equal(true);
      await stores.files.delete([other]);
      expect(await grown()).to.equal(0);
      const again = await put();
      expect((await readAll(await contentOf(stores, again))).equals(bytes)).to.equal(true);
    });

    it('stores them once when they come several times at once', async () => {
      const ids = await Promise.all(Array.from({ length: 6 }, () => put()));
      expect(await grown()).to.equal(SIZE);
      for (const id of ids) {
        expect((await readAll(await contentOf(stores, id))).equals(bytes)).to.equal(true);
      }
      await Promise.all(ids.map((id) => stores.files.delete([id])));
      await stores.files.deleteOrphanBlobs(0, 100);
      expect(await grown()).to.equal(0);
    });

    it('never leaves a file without bytes while others of the same bytes come and go', async () => {
      const comeAndGo = async (): Promise<void> => {
        for (let turn = 0; turn < 4; turn += 1) await stores.files.delete([await put()]);
      };
      const stay = async (): Promise<FileId[]> => {
        const ids: FileId[] = [];
        for (let turn = 0; turn < 4; turn += 1) ids.push(await put());
        return ids;
      };
      const [kept] = await Promise.all([
        stay(),
        comeAndGo(),
        comeAndGo(),
        stores.files.deleteOrphanBlobs(60_000, 100),
      ]);
      await stores.files.deleteOrphanBlobs(0, 100);
      for (const id of kept) {
        expect((await readAll(await contentOf(stores, id))).equals(bytes)).to.equal(true);
      }
    });

    it('never shares them between tenants', async () => {
      await put(bytes, `one ${lastSeed}` as TenantId);
      await put(bytes, `other ${lastSeed}` as TenantId);
      expect(await grown()).to.equal(2 * SIZE);
    });

    it('leaves nothing of what was cut short', async () => {
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield bytes;
        throw new ChatError('invalid', 'cut short');
      }
      const error = await stores.files
        .put(fileDraft(), broken(), NO_LIMIT)
        .catch((thrown: unknown) => thrown);
      expect(error).to.include({ code: 'invalid', message: 'cut short' });
      expect(await grown()).to.equal(0);
    });

    it('takes no byte more than the limit, and asks for none after it', async () => {
      let asked = 0;
      let released = false;
      async function* endless(): AsyncGenerator<Uint8Array> {
        try {
          for (;;) {
            asked += 1;
            yield bytes.subarray(0, 100_000);
          }
        } finally {
          released = true;
        }
      }
      const put = stores.files.put(fileDraft(), endless(), { maxBytes: 1_000_000 });
      expect(await put.catch((thrown: unknown) => thrown)).to.include({ code: 'too_large' });
      expect({ asked, released }).to.deep.equal({ asked: 11, released: true });
      expect(await grown()).to.equal(0);
      const exact = await stores.files.put(fileDraft(), [bytes], { maxBytes: SIZE });
      expect(exact.size).to.equal(SIZE);
    });

    it('has nothing to remove when nothing was cut off', async () => {
      const id = await put();
      await stores.files.deleteOrphanBlobs(0, 100);
      expect(await stores.files.deleteOrphanBlobs(0, 100)).to.equal(0);
      expect((await readAll(await contentOf(stores, id))).equals(bytes)).to.equal(true);
    });
  });
}
