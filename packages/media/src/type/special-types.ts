/** Run scripts in the name of whoever serves them. Never stored under their own type, never rasterised, never examined. */
export const ACTIVE_TYPES: ReadonlySet<string> = new Set([
  'text/html',
  'application/xhtml+xml',
  'image/svg+xml',
  'application/xml',
]);

/** Pictures whose metadata can be blanked without decoding them. */
export const HEIF_TYPES: ReadonlySet<string> = new Set(['image/heic', 'image/heif']);

/** Photographs that carry places, in formats that are neither decoded nor cleaned here. Drawings and icons are no photographs. */
export const UNCLEANABLE_TYPES: ReadonlySet<string> = new Set([
  'image/heic-sequence',
  'image/heif-sequence',
  'image/jxl',
  'image/jp2',
  'image/jpx',
  'image/jpm',
  'image/mj2',
  'image/j2c',
  'image/jls',
  'image/vnd.ms-photo',
  'image/bpg',
  'image/flif',
  'image/x-adobe-dng',
  'image/x-canon-cr2',
  'image/x-canon-cr3',
  'image/x-fujifilm-raf',
  'image/x-nikon-nef',
  'image/x-olympus-orf',
  'image/x-panasonic-rw2',
  'image/x-sony-arw',
]);
