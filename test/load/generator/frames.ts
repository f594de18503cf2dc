/** @module WebSocket frames (RFC 6455, section 5.2) as cheaply as a load generator needs them: views into the read buffer, no copies. */

/** One frame's payload, valid until the next read. */
export interface FrameView {
  readonly opcode: number;
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

export const OPCODES = { text: 1, close: 8, ping: 9, pong: 10 } as const;

const FINAL = 0x80;
const MASKED = 0x80;
const UINT16 = 126;
const UINT64 = 127;
const MASK_BYTES = 4;

/**
 * Calls `take` for each whole frame of a server in `bytes` (unmasked, unfragmented).
 * @returns where the first incomplete frame begins
 */
export function readFrames(bytes: Buffer, length: number, take: (frame: FrameView) => void): number {
  let offset = 0;
  for (;;) {
    if (length - offset < 2) return offset;
    const short = (bytes[offset + 1] ?? 0) & 0x7f;
    const header = short < UINT16 ? 2 : short === UINT16 ? 4 : 10;
    if (length - offset < header) return offset;
    const size = short < UINT16 ? short : longSize(bytes, offset + 2, short);
    const start = offset + header;
    const end = start + size;
    if (end > length) return offset;
    take({ opcode: (bytes[offset] ?? 0) & 0x0f, bytes, start, end });
    offset = end;
  }
}

function longSize(bytes: Buffer, at: number, short: number): number {
  return short === UINT64 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt16BE(at);
}

/** A frame of a client. Its mask is zero: legal, and the generator saves the work. */
export function clientFrame(text: string, opcode: number = OPCODES.text): Buffer {
  const size = Buffer.byteLength(text);
  const header = size < UINT16 ? 2 : size <= 0xffff ? 4 : 10;
  const frame = Buffer.alloc(header + MASK_BYTES + size);
  frame[0] = FINAL | opcode;
  frame[1] = MASKED | (header === 2 ? size : header === 4 ? UINT16 : UINT64);
  if (header === 4) frame.writeUInt16BE(size, 2);
  if (header === 10) frame.writeBigUInt64BE(BigInt(size), 2);
  frame.write(text, header + MASK_BYTES);
  return frame;
}

/** Whether the payload begins with these bytes. */
export function beginsWith({ bytes, start, end }: FrameView, prefix: Buffer): boolean {
  if (end - start < prefix.length) return false;
  return bytes.compare(prefix, 0, prefix.length, start, start + prefix.length) === 0;
}
