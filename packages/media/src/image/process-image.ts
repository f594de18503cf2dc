import type { Job } from '../job.js';
import type { Note, ReadyFile } from '../media-result.js';
import { cleanImage } from './clean-image.js';
import type { CleanedFormat } from './cleaned-formats.js';
import { readImage } from './read-image.js';
import { renderPictures } from './render-pictures.js';

/** An image that is decoded: a clean copy and its smaller pictures. @throws MediaRejection */
export async function processImage(job: Job, format: CleanedFormat): Promise<ReadyFile> {
  const head = await readImage(job, format.decoder);
  const replacement = await cleanImage(job, format, head);
  // Of the clean copy: it has been decoded to its end, and lies upright.
  const pictures = await renderPictures(job, replacement.path);
  const notes: readonly Note[] = job.type === 'image/apng' ? ['animation_dropped'] : [];
  const { contentType } = replacement;
  return {
    outcome: 'ready',
    contentType,
    width: head.width,
    height: head.height,
    replacement,
    ...pictures,
    notes,
  };
}
