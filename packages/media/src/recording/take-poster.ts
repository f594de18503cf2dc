import { join } from 'node:path';
import type { Job } from '../job.js';
import { readArguments } from './read-arguments.js';
import { runTool } from './run-tool.js';

const SIDE = 1_280;
const SCALE = `scale=w=min(${SIDE}\\,iw):h=min(${SIDE}\\,ih):force_original_aspect_ratio=decrease`;
/** The first frames are often black. */
const SKIPPED_SECONDS = 1;

/** A frame of a video as PNG, upright; null when none can be decoded. */
export async function takePoster(
  job: Job,
  demuxer: string,
  durationSeconds: number | null,
): Promise<string | null> {
  const path = join(job.workFolder, 'poster.png');
  const skip = (durationSeconds ?? 0) > 2 * SKIPPED_SECONDS ? SKIPPED_SECONDS : 0;
  const run = await runTool(job, job.settings.ffmpeg, [
    ...['-nostdin', '-v', 'error', '-y', '-threads', '1', '-ss', `${skip}`],
    ...['-max_pixels', `${job.settings.mediaMaxPixels}`],
    ...readArguments(job.path, demuxer),
    ...['-map', '0:V:0', '-frames:v', '1', '-vf', SCALE, '-c:v', 'png', '-f', 'image2', '-update', '1'],
    `file:${path}`,
  ]);
  return run.status === 'done' ? path : null;
}
