import { boxesWithin } from '../boxes/read-boxes.js';
import { ByteReader } from './byte-reader.js';

/** Type of each item by its id, of the content of an `iinf` box (ISO/IEC 14496-12, section 8.11.6). Items of old versions have no type. */
export function itemTypes(content: Buffer): ReadonlyMap<number, string> {
  const version = new ByteReader(content).unsigned(1);
  const entries = content.subarray(4 + (version === 0 ? 2 : 4));
  return new Map(
    boxesWithin(entries, 0)
      .filter((box) => box.type === 'infe')
      .map((box) => itemType(entries.subarray(box.content, box.end))),
  );
}

function itemType(content: Buffer): readonly [number, string] {
  const reader = new ByteReader(content);
  const version = reader.unsigned(1);
  reader.unsigned(3);
  const id = reader.unsigned(version === 3 ? 4 : 2);
  reader.unsigned(2);
  return [id, version >= 2 ? reader.type() : ''];
}
