import { join } from 'node:path';
import type { Job } from '../job.js';
import type { Rendition } from '../media-result.js';
import { runSharp } from './run-sharp.js';
import { sharp } from './tuned-sharp.js';

const PREVIEW_SIDE = 1_280;
const THUMBNAIL_SIDE = 320;
const PLACEHOLDER_SIDE = 16;

export interface Pictures {
  readonly preview: Rendition;
  readonly thumbnail: Rendition;
  readonly placeholder: string;
}

/** Preview, thumbnail and placeholder of an image's first frame. @throws MediaRejection */
export async function renderPictures(job: Job, source: string): Promise<Pictures> {
  const preview = await render(job, source, { name: 'preview', side: PREVIEW_SIDE });
  const thumbnail = await render(job, preview.path, { name: 'thumbnail', side: THUMBNAIL_SIDE });
  const tiny = sharp(thumbnail.path)
    .resize(PLACEHOLDER_SIDE, PLACEHOLDER_SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 40 });
  const bytes = await runSharp(job, tiny, (pipeline) => pipeline.toBuffer());
  return { preview, thumbnail, placeholder: `data:image/webp;base64,${bytes.toString('base64')}` };
}

async function render(
  job: Job,
  source: string,
  { name, side }: { readonly name: string; readonly side: number },
): Promise<Rendition> {
  const path = join(job.workFolder, `${name}.webp`);
  const image = sharp(source, { limitInputPixels: job.settings.mediaMaxPixels, failOn: 'error' })
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 });
  const { width, height } = await runSharp(job, image, (pipeline) => pipeline.toFile(path));
  return { path, contentType: 'image/webp', width, height };
}
