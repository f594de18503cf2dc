import type { Job } from '../job.js';
import { readArguments } from './read-arguments.js';
import { runTool } from './run-tool.js';

/** Seconds of a recording whose head does not say them, as browsers record; null when that cannot be told. */
export async function measureDuration(job: Job, demuxer: string): Promise<number | null> {
  const read = readArguments(job.path, demuxer);
  const count = ['-map', '0:v?', '-map', '0:a?', '-c', 'copy', '-f', 'null', '-'];
  const report = ['-nostdin', '-v', 'error', '-stats_period', '60', '-progress', 'pipe:1'];
  const run = await runTool(job, job.settings.ffmpeg, [...report, ...read, ...count]);
  if (run.status !== 'done') return null;
  const microseconds = Number([...run.output.matchAll(/^out_time_us=(\d+)$/gm)].at(-1)?.[1] ?? 0);
  return microseconds > 0 ? microseconds / 1e6 : null;
}
