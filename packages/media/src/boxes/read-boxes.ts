import type { FileHandle } from 'node:fs/promises';
import { MediaRejection } from '../media-rejection.js';

/** A box of the ISO base media file format (ISO/IEC 14496-12, section 4.2). Positions in bytes of the file. */
export interface Box {
  readonly type: string;
  readonly start: number;
  /** Where its content begins. */
  readonly content: number;
  /** As the box says; may lie behind the end of a file that was cut. */
  readonly end: number;
}

const MOST_BOXES = 10_000;

/** The boxes on the top level of a file of `size` bytes. @throws MediaRejection `damaged` */
export async function readBoxes(file: FileHandle, size: number): Promise<readonly Box[]> {
  const boxes: Box[] = [];
  let start = 0;
  while (start + 8 <= size) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, start);
    const box = parseBox(buffer.subarray(0, bytesRead), start, size);
    boxes.push(box);
    if (boxes.length > MOST_BOXES) throw new MediaRejection('damaged', `over ${MOST_BOXES} boxes`);
    start = box.end;
  }
  return boxes;
}

/** The boxes within a part of a file that is in memory. `offset`: where in the file the bytes begin. @throws MediaRejection `damaged` */
export function boxesWithin(bytes: Buffer, offset: number): readonly Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const box = parseBox(bytes.subarray(at, at + 16), offset + at, offset + bytes.length);
    if (box.end > offset + bytes.length) throw new MediaRejection('damaged', `box ${box.type} is cut`);
    boxes.push(box);
    at = box.end - offset;
  }
  return boxes;
}

/** @param limit where a box ends that says it goes on to the end */
function parseBox(head: Buffer, start: number, limit: number): Box {
  if (head.length < 8) throw new MediaRejection('damaged', 'a box without its head');
  const size = head.readUInt32BE(0);
  const type = head.toString('latin1', 4, 8);
  if (size === 0) return { type, start, content: start + 8, end: limit };
  if (size !== 1) return checked({ type, start, content: start + 8, end: start + size });
  if (head.length < 16) throw new MediaRejection('damaged', 'a box without its size');
  return checked({ type, start, content: start + 16, end: start + Number(head.readBigUInt64BE(8)) });
}

function checked(box: Box): Box {
  if (box.end < box.content) throw new MediaRejection('damaged', `box ${box.type} is smaller than its head`);
  return box;
}
