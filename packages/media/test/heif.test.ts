import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import sharp from 'sharp';
import { present, ready, rejected } from './support/expect-result.js';
import { located } from './support/frames.js';
import { Workbench } from './support/workbench.js';

/** The same container with another brand in its head. */
function branded(bytes: Buffer, brand: string): Buffer {
  const copy = Buffer.from(bytes);
  copy.write(brand, 8, 'latin1');
  return copy;
}

function box(type: string, content: Buffer | string): Buffer {
  const body = Buffer.from(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4);
  return Buffer.concat([head, body]);
}

describe('A picture of an iPhone', () => {
  let bench: Workbench;
  let photo: Buffer;
  before(async () => {
    bench = await Workbench.open();
    // No encoder of HEVC is at hand. AVIF is the same container with another codec, which nothing here looks into.
    photo = branded(await located(64, 48).avif({ effort: 0 }).toBuffer(), 'heic');
  });
  after(() => bench.remove());

  async function cleaned(bytes: Buffer): Promise<Buffer> {
    const file = ready(await bench.process(bytes));
    expect(file).to.include({ contentType: 'image/heic' });
    expect(file.notes).to.deep.equal(['no_preview']);
    return readFile(present(file.replacement, 'replacement').path);
  }

  it('loses its place and keeps every pixel', async () => {
    expect(photo.includes('Ann Example')).to.equal(true);
    const bytes = await cleaned(photo);
    expect(bytes.length).to.equal(photo.length);
    expect(bytes.includes('Ann Example')).to.equal(false);
    const pixels = (heif: Buffer) => sharp(branded(heif, 'avif')).raw().toBuffer();
    expect((await pixels(bytes)).equals(await pixels(photo))).to.equal(true);
    const { exif } = await sharp(branded(bytes, 'avif'))
      .metadata()
      .catch(() => ({ exif: undefined }));
    expect(exif?.some((byte) => byte !== 0) ?? false).to.equal(false);
  });

  it('loses the film that some telephones append', async () => {
    const bytes = await cleaned(
      Buffer.concat([photo, box('mpvd', 'a film with a place'), Buffer.from('tail')]),
    );
    expect(bytes.includes('a film')).to.equal(false);
    expect(bytes.includes('mpvd')).to.equal(false);
    expect(bytes.includes('tail')).to.equal(false);
  });

  it('that was cut short is damaged', async () => {
    for (const length of [40, 200, photo.length - 10]) {
      rejected(await bench.process(photo.subarray(0, length)), 'damaged');
    }
  });

  it('without a list of its parts is damaged', async () => {
    const head = photo.subarray(0, photo.readUInt32BE(0));
    rejected(await bench.process(Buffer.concat([head, box('meta', Buffer.alloc(4))])), 'damaged');
    rejected(await bench.process(head), 'damaged');
  });

  it('whose metadata lies in another file is refused', async () => {
    const elsewhere = Buffer.from(photo);
    const places = elsewhere.indexOf('iloc') + 4;
    // Version, flags, sizes and count take 8 bytes; then the reference follows the id. The first item is the picture.
    const items = elsewhere.readUInt16BE(places + 6);
    expect(items).to.be.above(1);
    const itemLength = (elsewhere.readUInt32BE(places - 8) - 16) / items;
    for (let item = 0; item < items; item++) {
      elsewhere.writeUInt16BE(1, places + 8 + item * itemLength + 2);
    }
    rejected(await bench.process(elsewhere), 'not_cleanable');
  });
});
