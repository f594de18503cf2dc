import { join } from 'node:path';
import { describeFile } from '../describe-file.js';
import type { Job } from '../job.js';
import type { Replacement } from '../media-result.js';
import type { CleanedFormat } from './cleaned-formats.js';
import type { ImageHead } from './read-image.js';
import { runSharp } from './run-sharp.js';
import { sharp } from './tuned-sharp.js';

/**
 * Writes the pixels anew: nothing but them survives. EXIF with its places, XMP, comments, colour profiles (applied) and bytes behind the
 * end are gone, and so is a script that hides in them.
 * @throws MediaRejection
 */
export async function cleanImage(job: Job, format: CleanedFormat, head: ImageHead): Promise<Replacement> {
  const path = join(job.workFolder, `replacement.${format.extension}`);
  const moving = format.multiPage && head.pages > 1;
  const source = sharp(job.path, {
    limitInputPixels: job.settings.mediaMaxPixels,
    failOn: 'error',
    pages: moving ? -1 : 1,
  });
  // libvips turns no picture of several frames; their formats say no orientation either, in practice.
  const upright = moving ? source : source.autoOrient();
  const keepsDepth = head.deepSpace !== null && (format.decoder === 'png' || format.decoder === 'tiff');
  const image = keepsDepth ? upright.toColourspace(head.deepSpace) : upright;
  await runSharp(job, format.encode(image), (pipeline) => pipeline.toFile(path));
  return describeFile(path, format.contentType);
}
