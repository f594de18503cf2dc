import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFile } from '../describe-file.js';
import type { Job } from '../job.js';
import { MediaRejection } from '../media-rejection.js';
import type { Replacement } from '../media-result.js';
import type { Container } from './containers.js';
import { readArguments } from './read-arguments.js';
import { runTool } from './run-tool.js';

/** A larger recording is kept as it is: copying it would fill the disk of the worker. */
const LARGEST = 1024 * 1024 * 1024;
const SPARE = 1024 * 1024;

/**
 * Copies picture and sound of a recording and nothing else: no place, no device, no chapters, no tracks of data, no cover.
 * @returns null when this cannot be done
 * @throws MediaRejection `damaged` when the copy swells: its index names the same bytes again and again
 */
export async function cleanRecording(
  job: Job,
  { demuxer, cleaner }: Container,
  contentType: string,
): Promise<Replacement | null> {
  if (!cleaner || job.size > LARGEST) return null;
  const path = join(job.workFolder, `replacement.${cleaner.extension}`);
  const limit = 2 * job.size + SPARE;
  const run = await runTool(job, job.settings.ffmpeg, [
    ...['-nostdin', '-v', 'error', '-y'],
    ...readArguments(job.path, demuxer),
    ...['-map', '0:V?', '-map', '0:a?', '-c', 'copy', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-fflags', '+bitexact', '-movflags', '+faststart', '-fs', `${limit}`, '-f', cleaner.muxer],
    `file:${path}`,
  ]);
  if (run.status !== 'done') return null;
  const { size } = await stat(path);
  if (size >= limit) throw new MediaRejection('damaged', `a copy has over ${limit} bytes`);
  return describeFile(path, contentType);
}
