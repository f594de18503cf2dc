import type { LinkPreview } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

let pages = 0;

function previewed(): LinkPreview {
  pages += 1;
  const url = `https://example.com/${pages}?${Math.random()}`;
  return { url, title: `Page ${pages}`, description: null, imageUrl: 'https://example.com/a.png' };
}

/** Previews of pages, of failures too, for a time. */
export function previewStoreContract(name: string, makeStores: MakeStores): void {
  describe(`${name} keeps previews`, () => {
    let stores: StoresUnderTest;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());

    // The memory store lives in the past, a database does not.
    const never = Date.now() + 1e12;

    it('finds those that there are, and remembers pages without one', async () => {
      const [page, bare] = [previewed(), previewed()];
      await stores.previews.save(page.url, { preview: page, fetchedAt: 5, expiresAt: never });
      await stores.previews.save(bare.url, { preview: null, fetchedAt: 6, expiresAt: never });
      const found = await stores.previews.findMany([page.url, bare.url, 'https://example.com/never']);
      expect([...found]).to.deep.equal([[page.url, page]]);
      expect(await stores.previews.find(page.url)).to.deep.equal({ preview: page, fetchedAt: 5 });
      expect(await stores.previews.find(bare.url)).to.deep.equal({ preview: null, fetchedAt: 6 });
      expect(await stores.previews.find('https://example.com/never')).to.equal(null);
    });

    it('takes the newer one, and looks again when the time is over', async () => {
      const page = previewed();
      await stores.previews.save(page.url, { preview: null, fetchedAt: 1, expiresAt: never });
      await stores.previews.save(page.url, { preview: page, fetchedAt: 2, expiresAt: never });
      expect(await stores.previews.find(page.url)).to.deep.equal({ preview: page, fetchedAt: 2 });
      await stores.previews.save(page.url, { preview: page, fetchedAt: 3, expiresAt: 4 });
      expect(await stores.previews.find(page.url)).to.equal(null);
    });
  });
}
