import { access } from 'node:fs/promises';
import { renderPictures } from '../image/render-pictures.js';
import type { Job } from '../job.js';
import { MediaRejection } from '../media-rejection.js';
import type { Note, ReadyFile } from '../media-result.js';
import { cleanRecording } from './clean-recording.js';
import type { Container } from './containers.js';
import { isCut } from './is-cut.js';
import { measureDuration } from './measure-duration.js';
import { type Probe, probeRecording } from './probe-recording.js';
import { takePoster } from './take-poster.js';

/**
 * Sound or video: duration, a poster, and for the family of MP4 a copy without metadata. One without its index is damaged; one that has
 * it and is cut short plays up to there, and is kept.
 * @throws MediaRejection
 */
export async function processRecording(job: Job, container: Container): Promise<ReadyFile> {
  const cut = container.demuxer === 'mov' && (await isCut(job.path, job.size));
  const probe = await probeRecording(job, job.path, container.demuxer);
  if (!probe) return { outcome: 'ready', contentType: job.type, notes: unexamined(container) };
  refuseLarge(job, probe);
  const contentType = probe.picture ? job.type : container.audioType;
  const replacement = await cleanRecording(job, container, contentType);
  const durationSeconds = cut
    ? await measureDuration(job, container.demuxer)
    : await durationOf(job, container, probe);
  const pictures = probe.picture && (await posterOf(job, container, durationSeconds));
  const notes: Note[] = [];
  if (cut) notes.push('cut_short');
  if (!replacement && container.cleaner) notes.push('metadata_kept');
  if (probe.picture && !pictures) notes.push('no_preview');
  return {
    outcome: 'ready',
    contentType,
    ...probe.picture,
    ...(durationSeconds !== null && { durationSeconds }),
    ...(replacement && { replacement }),
    ...pictures,
    notes,
  };
}

function unexamined({ cleaner }: Container): readonly Note[] {
  return cleaner ? ['not_examined', 'metadata_kept'] : ['not_examined'];
}

function refuseLarge({ settings }: Job, { picture }: Probe): void {
  const pixels = picture ? picture.width * picture.height : 0;
  if (pixels > settings.mediaMaxPixels) {
    throw new MediaRejection('too_many_pixels', `${pixels} in a frame, over ${settings.mediaMaxPixels}`);
  }
}

async function durationOf(job: Job, { demuxer }: Container, probe: Probe): Promise<number | null> {
  return probe.durationSeconds ?? measureDuration(job, demuxer);
}

async function posterOf(job: Job, { demuxer }: Container, durationSeconds: number | null) {
  const poster = await takePoster(job, demuxer, durationSeconds);
  // ffmpeg ends well without a picture, too.
  const there =
    poster !== null &&
    (await access(poster).then(
      () => true,
      () => false,
    ));
  return there ? renderPictures(job, poster) : null;
}
