import type { Attachment, FileOutcome } from '@crosstalk/domain';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { LONG_AGO, present } from './sample.js';
import { bytesOf, contentOf, fileDraft, NO_LIMIT, readAll } from './sample-file.js';
import type { MakeStores, StoresUnderTest } from './stores-under-test.js';

const FOUND = { width: 640, height: 480, durationSeconds: 1.5, placeholder: 'data:image/webp;base64,AA' };
const DAY_MS = 86_400_000;
let lastSeed = 2_000;

/** What becomes of a file that was looked at. */
export function fileOutcomeContract(name: string, makeStores: MakeStores): void {
  describe(`${name} finishes files`, () => {
    let stores: StoresUnderTest;
    let file: Attachment;
    let original: Buffer;
    before(async () => {
      stores = await makeStores();
    });
    after(() => stores.close());
    beforeEach(async () => {
      lastSeed += 1;
      original = bytesOf(lastSeed, 50_000);
      file = await stores.files.put(fileDraft(), [original], NO_LIMIT);
    });

    const finish = async (outcome: FileOutcome): Promise<Attachment> =>
      present(await stores.files.finish(file.id, outcome));
    const stored = async (): Promise<Attachment> => present((await stores.files.findMany([file.id]))[0]);

    it('as ready, with what was found out and the bytes as they came', async () => {
      const ready = await finish({ status: 'ready', contentType: 'image/jpeg', ...FOUND });
      expect(ready).to.deep.equal({ ...file, ...FOUND, status: 'ready', contentType: 'image/jpeg' });
      expect(await stored()).to.deep.equal(ready);
      const content = await contentOf(stores, file.id);
      expect(content.contentType).to.equal('image/jpeg');
      expect((await readAll(content)).equals(original)).to.equal(true);
    });

    it('as ready, with other bytes and smaller pictures in their place', async () => {
      const [clean, small, middle] = [bytesOf(1, 40_000), bytesOf(2, 300), bytesOf(3, 4_000)];
      const earlier = await stores.storedBytes();
      const ready = await finish({
        status: 'ready',
        ...FOUND,
        content: { contentType: 'image/png', bytes: [clean] },
        renditions: {
          preview: { contentType: 'image/avif', bytes: [middle] },
          thumbnail: { contentType: 'image/webp', bytes: [small] },
        },
      });
      expect(ready).to.deep.include({ size: 40_000, renditions: ['thumbnail', 'preview'], status: 'ready' });
      expect(ready.sha256).not.to.equal(file.sha256);
      expect((await stores.storedBytes()) - earlier).to.equal(40_000 + 4_000 + 300 - 50_000);
      const parts = { content: clean, thumbnail: small, preview: middle } as const;
      for (const [part, bytes] of Object.entries(parts)) {
        const content = await contentOf(stores, file.id, part as keyof typeof parts);
        expect((await readAll(content)).equals(bytes), part).to.equal(true);
        expect(content.size).to.equal(bytes.length);
      }
      expect((await contentOf(stores, file.id, 'thumbnail')).contentType).to.equal('image/webp');
      expect((await contentOf(stores, file.id)).etag).to.equal(ready.sha256);
      const all = await stores.storedBytes();
      await stores.files.delete([file.id]);
      expect(all - (await stores.storedBytes())).to.equal(44_300);
    });

    it('as rejected, with the reason, and without the bytes', async () => {
      const earlier = await stores.storedBytes();
      const rejected = await finish({ status: 'rejected', reason: 'a $virus' });
      expect(rejected).to.deep.equal({ ...file, status: 'rejected', rejection: 'a $virus' });
      expect(await stored()).to.deep.equal(rejected);
      expect(present(await stores.files.open(file.id, 'content')).content).to.equal(null);
      expect(earlier - (await stores.storedBytes())).to.equal(50_000);
    });

    it('once: what comes second changes nothing', async () => {
      const ready = await finish({ status: 'ready', ...FOUND });
      const earlier = await stores.storedBytes();
      const content = { contentType: 'image/gif', bytes: [bytesOf(9, 70_000)] };
      expect(await finish({ status: 'ready', ...FOUND, width: 1, content })).to.deep.equal(ready);
      expect(await finish({ status: 'rejected', reason: 'late' })).to.deep.equal(ready);
      expect(await stores.storedBytes()).to.equal(earlier);
    });

    it('once, too, when two are at it at the same time', async () => {
      const earlier = await stores.storedBytes();
      const outcomes = [10_000, 20_000].map((size): FileOutcome => {
        const thumbnail = { contentType: 'image/webp', bytes: [bytesOf(size, size)] };
        return { status: 'ready', ...FOUND, width: size, renditions: { thumbnail } };
      });
      const [one, other] = await Promise.all(outcomes.map(finish));
      expect(one).to.deep.equal(other);
      expect((await stores.storedBytes()) - earlier).to.equal(one?.width);
    });

    it('not by half: when a part cannot be read, the file stays as it is', async () => {
      const earlier = await stores.storedBytes();
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield bytesOf(4, 1_000);
        throw new Error('no more');
      }
      const content = { contentType: 'image/png', bytes: [bytesOf(5, 2_000)] };
      const preview = { contentType: 'image/png', bytes: broken() };
      const outcome = { status: 'ready', ...FOUND, content, renditions: { preview } } as const;
      expect(await finish(outcome).catch((thrown: unknown) => thrown)).to.be.instanceOf(Error);
      expect(await stored()).to.deep.equal(file);
      expect(await stores.storedBytes()).to.equal(earlier);
    });

    it('and knows those that nobody finished, oldest first', async () => {
      const old = (days: number) => fileDraft({ createdAt: LONG_AGO - days * DAY_MS });
      const second = await stores.files.put(old(2), [original], NO_LIMIT);
      const first = await stores.files.put(old(3), [original], NO_LIMIT);
      const done = await stores.files.put(old(4), [original], NO_LIMIT);
      await stores.files.finish(done.id, { status: 'ready', ...FOUND });
      expect(await stores.files.stuckProcessing(60_000, 2)).to.deep.equal([first.id, second.id]);
      const young = await stores.files.put(
        fileDraft({ createdAt: Date.now() + DAY_MS }),
        [original],
        NO_LIMIT,
      );
      expect(await stores.files.stuckProcessing(60_000, 1_000))
        .to.include(file.id)
        .and.not.include(young.id);
    });
  });
}
