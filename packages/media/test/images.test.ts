import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ReadyFile } from '@crosstalk/media';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import sharp from 'sharp';
import { present, ready, rejected } from './support/expect-result.js';
import { animation, DELAYS, located, noise, plain } from './support/frames.js';
import { animatedPng, blackPng } from './support/png.js';
import { Workbench } from './support/workbench.js';

/** What the stored bytes say of themselves. */
async function stored(file: ReadyFile) {
  const { path, size, sha256 } = present(file.replacement, 'replacement');
  const bytes = await readFile(path);
  expect(bytes.length).to.equal(size);
  expect(createHash('sha256').update(bytes).digest('hex')).to.equal(sha256);
  return { bytes, head: await sharp(bytes).metadata() };
}

describe('An uploaded image', () => {
  let bench: Workbench;
  before(async () => {
    bench = await Workbench.open();
  });
  after(() => bench.remove());

  it('of a telephone loses its place and its orientation, and stands upright', async () => {
    const photo = await located(640, 400).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const before = await sharp(photo).metadata();
    expect(before.orientation).to.equal(6);
    expect(photo.includes('Ann Example')).to.equal(true);
    const file = ready(await bench.process(photo));
    expect(file).to.include({ contentType: 'image/jpeg', width: 400, height: 640 });
    const { bytes, head } = await stored(file);
    expect(head).to.include({ format: 'jpeg', width: 400, height: 640 });
    expect(head).to.not.have.any.keys('orientation', 'exif', 'icc', 'xmp', 'iptc');
    expect(bytes.includes('Ann Example')).to.equal(false);
  });

  it('gets a preview, a thumbnail and a placeholder that fit', async () => {
    const file = ready(await bench.process(await plain(2_600, 1_300).jpeg().toBuffer()));
    const { preview, thumbnail } = file;
    expect(preview).to.include({ contentType: 'image/webp', width: 1_280, height: 640 });
    expect(thumbnail).to.include({ contentType: 'image/webp', width: 320, height: 160 });
    const head = await sharp(present(thumbnail, 'thumbnail').path).metadata();
    expect(head).to.include({ format: 'webp', width: 320, height: 160 });
    const placeholder = present(file.placeholder, 'placeholder');
    expect(placeholder).to.match(/^data:image\/webp;base64,/);
    expect(placeholder.length).to.be.below(500);
  });

  it('that is small is not enlarged', async () => {
    const file = ready(await bench.process(await plain(9, 5).png().toBuffer()));
    expect(file.preview).to.include({ width: 9, height: 5 });
    expect(file.thumbnail).to.include({ width: 9, height: 5 });
  });

  for (const format of ['png', 'webp', 'avif', 'tiff'] as const) {
    it(`in ${format} keeps its type and size and loses its metadata`, async () => {
      const upload = await located(60, 40).toFormat(format).toBuffer();
      expect(upload.includes('Ann Example'), 'the fixture has metadata').to.equal(true);
      const file = ready(await bench.process(upload));
      expect(file).to.include({ contentType: `image/${format}`, width: 60, height: 40 });
      const { bytes, head } = await stored(file);
      expect(head).to.include({ width: 60, height: 40 }).and.not.have.any.keys('exif', 'xmp', 'iptc');
      expect(bytes.includes('Ann Example')).to.equal(false);
    });
  }

  for (const format of ['gif', 'webp'] as const) {
    it(`that moves, in ${format}, keeps its frames and their times`, async () => {
      const upload = await (await animation())[format]({ delay: DELAYS, loop: 2 }).toBuffer();
      const file = ready(await bench.process(upload));
      expect(file).to.include({ contentType: `image/${format}`, width: 20, height: 10 });
      const { head } = await stored(file);
      expect(head).to.include({ width: 20, height: 10, pages: 3, loop: 2 });
      expect(head.delay).to.deep.equal(DELAYS);
      expect(file.thumbnail).to.include({ width: 20, height: 10 });
    });
  }

  it('of several pages keeps them', async () => {
    const file = ready(await bench.process(await (await animation()).tiff().toBuffer()));
    expect((await stored(file)).head).to.include({ width: 20, height: 10, pages: 3 });
  });

  it('of pages of different sizes is refused, as it cannot be written anew', async () => {
    const upload = await (await animation()).tiff().toBuffer();
    let directory = upload.readUInt32LE(4);
    directory = upload.readUInt32LE(directory + 2 + 12 * upload.readUInt16LE(directory));
    for (
      let entry = directory + 2;
      entry < directory + 2 + 12 * upload.readUInt16LE(directory);
      entry += 12
    ) {
      // ImageLength of the second page.
      if (upload.readUInt16LE(entry) === 257) upload.writeUInt16LE(9, entry + 8);
    }
    rejected(await bench.process(upload), 'not_cleanable');
  });

  it('that moves, in PNG, becomes a still one and says so', async () => {
    const file = ready(await bench.process(animatedPng(16, 16)));
    expect(file).to.include({ contentType: 'image/png', width: 16, height: 16 });
    expect(file.notes).to.deep.equal(['animation_dropped']);
    expect((await stored(file)).bytes.includes('acTL')).to.equal(false);
  });

  it('in CMYK becomes one that every browser shows', async () => {
    const upload = await plain(30, 20).toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(upload).metadata()).space).to.equal('cmyk');
    expect((await stored(ready(await bench.process(upload)))).head.space).to.equal('srgb');
  });

  it('with 16 bits per channel keeps them', async () => {
    const pixels = new Uint16Array(16 * 16 * 3).fill(40_001);
    const raw = sharp(pixels, { raw: { width: 16, height: 16, channels: 3 } });
    const upload = await raw.toColourspace('rgb16').png().toBuffer();
    expect((await sharp(upload).metadata()).depth).to.equal('ushort');
    expect((await stored(ready(await bench.process(upload)))).head.depth).to.equal('ushort');
  });

  it('with a colour profile keeps its colours without it', async () => {
    const upload = await plain(8, 8, '#00ff00').withIccProfile('p3').png().toBuffer();
    expect((await sharp(upload).metadata()).hasProfile).to.equal(true);
    const { bytes, head } = await stored(ready(await bench.process(upload)));
    expect(head.hasProfile).to.equal(false);
    const [red = 255, green = 0, blue = 255] = await sharp(bytes).raw().toBuffer();
    expect(green).to.be.above(240);
    expect(Math.max(red, blue)).to.be.below(30);
  });

  it('that is also a script is an image only', async () => {
    const gif = await plain(10, 10).gif().toBuffer();
    const script = '/*GIF*/=1;alert(document.cookie)//';
    const file = ready(await bench.process(Buffer.concat([gif, Buffer.from(script)])));
    expect(file.contentType).to.equal('image/gif');
    expect((await stored(file)).bytes.includes('alert(')).to.equal(false);
  });

  it('that only begins like one is damaged', async () => {
    rejected(await bench.process('GIF89a/*\u0000*/=1;alert(1)'), 'damaged');
  });

  it('that was cut short is damaged', async () => {
    const photo = await noise(300, 200).jpeg().toBuffer();
    rejected(await bench.process(photo.subarray(0, photo.length / 2)), 'damaged');
  });

  it('of few bytes and too many pixels is never decoded', async () => {
    const bomb = blackPng(30_000, 30_000);
    expect(bomb.length).to.be.below(200_000);
    const { detail } = rejected(await bench.process(bomb), 'too_many_pixels');
    expect(detail).to.include('30000 × 30000');
  });

  it('counts the pixels of all its frames', async () => {
    const upload = await (await animation()).gif().toBuffer();
    rejected(await bench.process(upload, { settings: { mediaMaxPixels: 599 } }), 'too_many_pixels');
    ready(await bench.process(upload, { settings: { mediaMaxPixels: 600 } }));
  });

  it('that takes longer than it may is too slow', async () => {
    const upload = await plain(100, 100).png().toBuffer();
    rejected(await bench.process(upload, { settings: { mediaSeconds: 0 } }), 'too_slow');
  });

  it('is left alone when the caller stops', async () => {
    const upload = await plain(100, 100).png().toBuffer();
    const reason = new Error('the worker closes');
    const failure = await bench
      .process(upload, { signal: AbortSignal.abort(reason) })
      .catch((error) => error);
    expect(failure).to.equal(reason);
  });

  it('gives the same bytes when it is processed twice', async () => {
    const path = await bench.write(await located(50, 50).jpeg().toBuffer());
    const [first, second] = [await bench.processPath(path), await bench.processPath(path)].map(ready);
    expect(second?.replacement?.sha256).to.equal(first?.replacement?.sha256);
  });
});
