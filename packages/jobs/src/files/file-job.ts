import type { FileId, MessageId } from '@crosstalk/domain';
import type { QueuedJob } from '../queue/queued-job.js';
import { jobOptions } from '../queue/queues.js';

export type FileQueue = 'files' | 'films';

export interface FilePayload {
  readonly fileId: FileId;
}

export interface LatecomersPayload extends FilePayload {
  /** Messages whose readers know already. */
  readonly told: readonly MessageId[];
}

export const LATECOMERS = 'latecomers';

/** Longer than a message takes that was begun while the file was `processing`. */
const LATECOMERS_AFTER_MS = 10_000;

/** The job of a file as a queue entry; one of a file at a time, in each of the two queues. */
export function fileJob(queue: FileQueue, { fileId }: FilePayload): QueuedJob<FilePayload> {
  return {
    name: 'file',
    data: { fileId },
    opts: { ...jobOptions(queue), deduplication: { id: `file-${fileId}` } },
  };
}

/** Looks once more for messages that carry the file: one that was on its way into storage still says `processing`. */
export function latecomersJob(payload: LatecomersPayload): QueuedJob<LatecomersPayload> {
  return {
    name: LATECOMERS,
    data: payload,
    opts: {
      ...jobOptions('files'),
      delay: LATECOMERS_AFTER_MS,
      deduplication: { id: `latecomers-${payload.fileId}` },
    },
  };
}
