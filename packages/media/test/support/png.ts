import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG of black pixels, one bit each: few bytes for any size. */
export function blackPng(width: number, height: number): Buffer {
  const row = 1 + Math.ceil(width / 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.from([...be32(width), ...be32(height), 1, 0, 0, 0, 0])),
    chunk('IDAT', deflateSync(Buffer.alloc(row * height))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The same as an animation of one picture twice. */
export function animatedPng(width: number, height: number): Buffer {
  const still = blackPng(width, height);
  const pixels = still.subarray(8 + 25);
  const control = (sequence: number): Buffer =>
    chunk(
      'fcTL',
      Buffer.from([
        ...be32(sequence),
        ...be32(width),
        ...be32(height),
        ...be32(0),
        ...be32(0),
        0,
        1,
        0,
        10,
        0,
        0,
      ]),
    );
  const row = 1 + Math.ceil(width / 8);
  const second = chunk(
    'fdAT',
    Buffer.concat([Buffer.from(be32(2)), deflateSync(Buffer.alloc(row * height, 0xff))]),
  );
  const end = pixels.length - 12;
  return Buffer.concat([
    still.subarray(0, 33),
    chunk('acTL', Buffer.from([...be32(2), ...be32(0)])),
    control(0),
    pixels.subarray(0, end),
    control(1),
    second,
    pixels.subarray(end),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  return Buffer.concat([Buffer.from(be32(content.length)), body, Buffer.from(be32(crc32(body)))]);
}

function be32(value: number): readonly number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}
