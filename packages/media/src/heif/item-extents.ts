import { ByteReader } from './byte-reader.js';

/** Where a part of an item lies. Bytes. */
export interface Extent {
  readonly item: number;
  /** 0: the offset is one of the file; 1: of the content of the `idat` box; 2: of another item. */
  readonly construction: number;
  /** 0: in this file. */
  readonly dataReference: number;
  readonly offset: number;
  readonly length: number;
}

/** The extents of all items, of the content of an `iloc` box (ISO/IEC 14496-12, section 8.11.3). Throws a RangeError when it is cut. */
export function itemExtents(content: Buffer): readonly Extent[] {
  const reader = new ByteReader(content);
  const version = reader.unsigned(1);
  reader.unsigned(3);
  const sizes = reader.unsigned(2);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  const idSize = version < 2 ? 2 : 4;
  const extents: Extent[] = [];
  for (let items = reader.unsigned(idSize); items > 0; items--) {
    const item = reader.unsigned(idSize);
    const construction = version === 0 ? 0 : reader.unsigned(2) & 15;
    const dataReference = reader.unsigned(2);
    const base = reader.unsigned(baseSize);
    for (let parts = reader.unsigned(2); parts > 0; parts--) {
      reader.unsigned(indexSize);
      const offset = base + reader.unsigned(offsetSize);
      extents.push({ item, construction, dataReference, offset, length: reader.unsigned(lengthSize) });
    }
  }
  return extents;
}
