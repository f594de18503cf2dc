import type { Sharp } from 'sharp';
import type { Deadline } from '../deadline.js';
import { MediaRejection } from '../media-rejection.js';

/** The disk is full or gone; another try may succeed. */
const ENVIRONMENT = /no space left|unix error|write (?:error|failed)|unable to write|out of memory/i;
const TOO_SLOW = /timeout: \d+% complete/;
/** Pages of different sizes cannot be written by libvips. */
const MIXED_PAGES = /page \d+ differs from page/;
const TOO_MANY_PIXELS = /exceeds pixel limit/;

/**
 * Runs a pipeline of sharp within the time that is left. libvips looks at the clock between the parts of a picture only, so the wait ends
 * at the deadline even when the decoder does not.
 * @throws MediaRejection `damaged`, `not_cleanable`, `too_slow`, `too_many_pixels`; Error of the disk
 */
export async function runSharp<T>(
  { deadline }: { readonly deadline: Deadline },
  image: Sharp,
  run: (image: Sharp) => Promise<T>,
): Promise<T> {
  deadline.check();
  const seconds = Math.min(3_600, Math.ceil(deadline.remainingSeconds()));
  return deadline.race(
    run(image.timeout({ seconds })).catch((error: unknown) => {
      throw translate(error);
    }),
  );
}

function translate(error: unknown): unknown {
  if (!(error instanceof Error) || ENVIRONMENT.test(error.message)) return error;
  if (TOO_SLOW.test(error.message)) return new MediaRejection('too_slow', error.message);
  if (TOO_MANY_PIXELS.test(error.message)) return new MediaRejection('too_many_pixels', error.message);
  if (MIXED_PAGES.test(error.message)) return new MediaRejection('not_cleanable', error.message);
  return new MediaRejection('damaged', error.message);
}
