import type { Job } from '../job.js';
import { MediaRejection } from '../media-rejection.js';
import { runSharp } from './run-sharp.js';
import { sharp } from './tuned-sharp.js';

export interface ImageHead {
  /** Pixels, orientation applied. */
  readonly width: number;
  readonly height: number;
  /** Frames or pages; 1 of a still picture. */
  readonly pages: number;
  /** Colour space of 16 bits per channel, if it is one. */
  readonly deepSpace: 'rgb16' | 'grey16' | null;
}

/** Reads the head of an image, and refuses one that would decode into too much. @throws MediaRejection */
export async function readImage(job: Job, decoder: string): Promise<ImageHead> {
  // Only the head is read: the limit that matters is checked here, frames counted, and again by the decoder.
  const found = await runSharp(job, sharp(job.path, { limitInputPixels: false }), (image) =>
    image.metadata(),
  );
  if (found.format !== decoder) throw new MediaRejection('damaged', `${job.type} decodes as ${found.format}`);
  const { width, height } = found.autoOrient;
  const pages = found.pages ?? 1;
  const { mediaMaxPixels } = job.settings;
  if (width * height * pages > mediaMaxPixels) {
    throw new MediaRejection('too_many_pixels', `${width} × ${height} × ${pages}, over ${mediaMaxPixels}`);
  }
  const deep = found.depth === 'ushort';
  return { width, height, pages, deepSpace: deep ? (found.space === 'grey16' ? 'grey16' : 'rgb16') : null };
}
