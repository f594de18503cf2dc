/** @module WebSocket text frames of a server: unmasked, unfragmented, uncompressed (RFC 6455, section 5.2). */

const FINAL_TEXT = 0x81;
const SHORT_MAX = 125;
const UINT16_MAX = 0xffff;

function headerBytes(length: number): number {
  if (length <= SHORT_MAX) return 2;
  return length <= UINT16_MAX ? 4 : 10;
}

/** All texts as consecutive frames in one buffer, so that one write carries them. */
export function textFrames(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const buffer = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + headerBytes(length) + length, 0));
  let offset = 0;
  texts.forEach((text, index) => {
    const length = lengths[index] ?? 0;
    offset = writeHeader(buffer, offset, length);
    offset += buffer.write(text, offset);
  });
  return buffer;
}

function writeHeader(buffer: Buffer, start: number, length: number): number {
  const offset = buffer.writeUInt8(FINAL_TEXT, start);
  if (length <= SHORT_MAX) return buffer.writeUInt8(length, offset);
  if (length <= UINT16_MAX) return buffer.writeUInt16BE(length, buffer.writeUInt8(126, offset));
  return buffer.writeBigUInt64BE(BigInt(length), buffer.writeUInt8(127, offset));
}
