import { DEFAULT_TENANT, type FileDraft } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { LONG_AGO, newUserIds, present } from './sample.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

/** Files: a record and its bytes. */
export function fileStoreContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps files`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    const newDraft = (): FileDraft => ({
      tenant: DEFAULT_TENANT,
      ownerId: present(newUserIds(1)[0]),
      name: 'naïve $name.png',
      contentType: 'image/png',
      status: 'ready',
      createdAt: LONG_AGO,
    });

    it('gives back the bytes of a file, large or empty', async () => {
      for (const size of [0, 1, 700_000]) {
        const bytes = Uint8Array.from({ length: size }, (_, index) => index % 251);
        const file = await stores.files.put(newDraft(), bytes);
        const read = await collect(present(await stores.files.read(file.id)));
        expect(read.equals(bytes), `${size} bytes`).to.equal(true);
      }
    });

    it('keeps what is known of a file', async () => {
      const draft = newDraft();
      const file = await stores.files.put(draft, Uint8Array.of(1, 2, 3));
      expect(file).to.deep.equal({ ...draft, id: file.id, size: 3 });
      expect(await stores.files.findMany([(2 ** 50) as never, file.id])).to.deep.equal([file]);
      expect(await stores.files.findMany([])).to.deep.equal([]);
    });

    it('has nothing of a file that is unknown or deleted', async () => {
      const file = await stores.files.put(newDraft(), Uint8Array.of(1));
      await stores.files.delete([file.id, (2 ** 50) as never]);
      expect(await stores.files.findMany([file.id])).to.deep.equal([]);
      expect(await stores.files.read(file.id)).to.equal(null);
    });
  });
}
