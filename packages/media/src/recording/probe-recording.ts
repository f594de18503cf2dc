import { z } from 'zod';
import type { Job } from '../job.js';
import { MediaRejection } from '../media-rejection.js';
import { readArguments } from './read-arguments.js';
import { runTool } from './run-tool.js';

const FIELDS = [
  'format=duration',
  'stream=codec_type,width,height,duration',
  'stream_disposition=attached_pic',
  'stream_side_data=rotation',
].join(':');

const Seconds = z.coerce.number().positive().optional().catch(undefined);
const Report = z.object({
  format: z.object({ duration: Seconds }).optional(),
  streams: z.array(
    z.object({
      codec_type: z.string().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      duration: Seconds,
      disposition: z.object({ attached_pic: z.number() }).optional(),
      side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
    }),
  ),
});
type Stream = z.infer<typeof Report>['streams'][number];

export interface Probe {
  readonly durationSeconds: number | null;
  /** Pixels as shown, of the picture that moves; null when there is only sound. A cover is none. */
  readonly picture: { readonly width: number; readonly height: number } | null;
}

/** What a recording says about itself; null when ffprobe is not installed. @throws MediaRejection `damaged`, `too_slow` */
export async function probeRecording(job: Job, path: string, demuxer: string): Promise<Probe | null> {
  const output = ['-v', 'error', '-of', 'json', '-show_entries', FIELDS];
  const run = await runTool(job, job.settings.ffprobe, [...output, ...readArguments(path, demuxer)]);
  if (run.status === 'missing') return null;
  if (run.status === 'failed') throw new MediaRejection('damaged', run.detail);
  const { format, streams } = Report.parse(JSON.parse(run.output));
  const video = streams.find((each) => each.codec_type === 'video' && !each.disposition?.attached_pic);
  if (!video && !streams.some((each) => each.codec_type === 'audio')) {
    throw new MediaRejection('damaged', 'neither picture nor sound');
  }
  const longest = Math.max(0, ...streams.map((each) => each.duration ?? 0));
  return { durationSeconds: format?.duration ?? (longest || null), picture: video ? pictureOf(video) : null };
}

function pictureOf({ width = 0, height = 0, side_data_list = [] }: Stream): Probe['picture'] {
  const turned = side_data_list.some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90);
  return turned ? { width: height, height: width } : { width, height };
}
