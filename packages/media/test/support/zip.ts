import { crc32, deflateRawSync } from 'node:zlib';

/** A zip of these files, deflated. */
export function zipOf(files: Readonly<Record<string, Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const facts = Buffer.concat([
      le16(20, 0, 8, 0, 0),
      le32(crc32(content), packed.length, content.length),
      le16(name.length, 0),
    ]);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, Buffer.from(name), packed]);
    const entry = [Buffer.from('PK\u0001\u0002'), le16(20), facts, le16(0, 0, 0), le32(0, offset)];
    directory.push(...entry, Buffer.from(name));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const count = Object.keys(files).length;
  const end = [Buffer.from('PK\u0005\u0006'), le16(0, 0, count, count), le32(list.length, offset), le16(0)];
  return Buffer.concat([...locals, list, ...end]);
}

function le16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [at, value] of values.entries()) bytes.writeUInt16LE(value, 2 * at);
  return bytes;
}

function le32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, 4 * at);
  return bytes;
}
