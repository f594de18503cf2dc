import { type Box, boxesWithin } from '../boxes/read-boxes.js';
import { MediaRejection } from '../media-rejection.js';
import { type Extent, itemExtents } from './item-extents.js';
import { itemTypes } from './item-types.js';

/** What makes up a picture; an item of another type (`Exif`, `mime` with XMP, `uri `) is about it. */
const PICTURE_ITEMS: ReadonlySet<string> = new Set([
  'hvc1',
  'hvt1',
  'lhv1',
  'av01',
  'avc1',
  'vvc1',
  'grid',
  'iovl',
  'iden',
  'tmap',
]);
const META_BOXES: ReadonlySet<string> = new Set([
  'hdlr',
  'dinf',
  'pitm',
  'iloc',
  'iinf',
  'iref',
  'iprp',
  'idat',
  'grpl',
]);

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface FoundMetadata {
  /** Bytes of the file that are metadata. */
  readonly spans: readonly Span[];
  /** Boxes of the `meta` box that are metadata as a whole. */
  readonly boxes: readonly Box[];
}

/**
 * Where a HEIF file keeps what is not picture.
 * @param content of its `meta` box, which begins at `offset` of the file
 * @throws MediaRejection `not_cleanable`; RangeError when it is cut
 */
export function findMetadata(content: Buffer, offset: number): FoundMetadata {
  // A full box: version and flags come first.
  const boxes = boxesWithin(content.subarray(4), offset + 4);
  const contentOf = (type: string): Buffer | null => {
    const box = boxes.find((each) => each.type === type);
    return box ? content.subarray(box.content - offset, box.end - offset) : null;
  };
  const [info, places] = [contentOf('iinf'), contentOf('iloc')];
  if (!info || !places) throw new MediaRejection('damaged', 'no list of items');
  const types = itemTypes(info);
  const idat = boxes.find((box) => box.type === 'idat')?.content;
  return {
    spans: itemExtents(places)
      .filter((extent) => !PICTURE_ITEMS.has(types.get(extent.item) ?? ''))
      .map((extent) => spanOf(extent, idat)),
    boxes: boxes.filter((box) => !META_BOXES.has(box.type)),
  };
}

function spanOf({ construction, dataReference, offset, length }: Extent, idat: number | undefined): Span {
  const base = construction === 0 ? 0 : construction === 1 ? idat : undefined;
  if (base === undefined || dataReference !== 0 || length === 0) {
    throw new MediaRejection('not_cleanable', `metadata at a place of kind ${construction}`);
  }
  return { start: base + offset, end: base + offset + length };
}
