import type { Sharp } from 'sharp';

export interface CleanedFormat {
  /** How sharp calls what it has read. */
  readonly decoder: string;
  /** Of the copy. */
  readonly contentType: string;
  /** Has frames or pages that are all kept. */
  readonly multiPage: boolean;
  readonly extension: string;
  encode(image: Sharp): Sharp;
}

const jpeg: CleanedFormat = {
  decoder: 'jpeg',
  contentType: 'image/jpeg',
  extension: 'jpg',
  multiPage: false,
  encode: (image) => image.jpeg({ quality: 90 }),
};

const png: CleanedFormat = {
  decoder: 'png',
  contentType: 'image/png',
  extension: 'png',
  multiPage: false,
  encode: (image) => image.png(),
};

const webp: CleanedFormat = {
  decoder: 'webp',
  contentType: 'image/webp',
  extension: 'webp',
  multiPage: true,
  encode: (image) => image.webp({ quality: 90 }),
};

const gif: CleanedFormat = {
  decoder: 'gif',
  contentType: 'image/gif',
  extension: 'gif',
  multiPage: true,
  encode: (image) => image.gif(),
};

const avif: CleanedFormat = {
  decoder: 'heif',
  contentType: 'image/avif',
  extension: 'avif',
  multiPage: false,
  // The least effort: the encoder takes seconds as it is.
  encode: (image) => image.avif({ quality: 70, effort: 0 }),
};

const tiff: CleanedFormat = {
  decoder: 'tiff',
  contentType: 'image/tiff',
  extension: 'tiff',
  multiPage: true,
  encode: (image) => image.tiff({ compression: 'deflate' }),
};

/** The images that are decoded and written anew, by their type. */
export const CLEANED_FORMATS: ReadonlyMap<string, CleanedFormat> = new Map([
  ['image/jpeg', jpeg],
  ['image/png', png],
  // libvips reads no frames of it: the copy is a still picture.
  ['image/apng', png],
  ['image/webp', webp],
  ['image/gif', gif],
  ['image/avif', avif],
  ['image/tiff', tiff],
]);
