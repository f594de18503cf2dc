import { startDeadline } from './deadline.js';
import { processHeif } from './heif/process-heif.js';
import { CLEANED_FORMATS } from './image/cleaned-formats.js';
import { processImage } from './image/process-image.js';
import { inspectFile } from './inspect-file.js';
import type { Job } from './job.js';
import { MediaRejection } from './media-rejection.js';
import type { MediaResult, ReadyFile } from './media-result.js';
import type { MediaConfig } from './media-settings.js';
import { CONTAINERS } from './recording/containers.js';
import { processRecording } from './recording/process-recording.js';
import { scanFile } from './scan/scan-file.js';
import { UNKNOWN_TYPE } from './type/detect-type.js';
import { ACTIVE_TYPES, HEIF_TYPES, UNCLEANABLE_TYPES } from './type/special-types.js';

export interface FileToProcess {
  /** The upload; only read. */
  readonly path: string;
  /** As the uploader says; hardly believed, see `inspectFile`. */
  readonly declaredType?: string | undefined;
  /** An existing folder of this job alone; the caller removes it. */
  readonly workFolder: string;
  readonly settings: MediaConfig;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Everything that is done with an uploaded file before others see it: its real type, the virus scan, a copy without metadata, pictures.
 * May be repeated: it writes the same files again.
 * @throws ScannerUnavailable, Error of the disk: the file may be tried again, and is not ready meanwhile; the reason of the signal
 */
export async function processFile(file: FileToProcess): Promise<MediaResult> {
  const { path, workFolder, settings, signal } = file;
  try {
    signal?.throwIfAborted();
    const { type, size } = await inspectFile(path, file.declaredType, settings);
    if (settings.clamdUrl) await scanFile({ path, clamdUrl: settings.clamdUrl, signal });
    const deadline = startDeadline(settings.mediaSeconds, signal);
    try {
      return await processKnown({ path, size, type, workFolder, settings, deadline });
    } finally {
      deadline.stop();
    }
  } catch (error) {
    if (!(error instanceof MediaRejection)) throw error;
    return { outcome: 'rejected', reason: error.reason, detail: error.message };
  }
}

async function processKnown(job: Job): Promise<ReadyFile> {
  const { type } = job;
  const format = CLEANED_FORMATS.get(type);
  if (format) return processImage(job, format);
  if (HEIF_TYPES.has(type)) return processHeif(job);
  if (UNCLEANABLE_TYPES.has(type)) throw new MediaRejection('not_cleanable', type);
  const container = CONTAINERS.get(type);
  if (container) return processRecording(job, container);
  if (ACTIVE_TYPES.has(type)) {
    return { outcome: 'ready', contentType: UNKNOWN_TYPE, notes: ['active_content'] };
  }
  return asItIs(type);
}

function asItIs(contentType: string): ReadyFile {
  const kind = contentType.split('/')[0];
  if (kind === 'image') return { outcome: 'ready', contentType, notes: ['no_preview'] };
  const recording = kind === 'audio' || kind === 'video';
  return { outcome: 'ready', contentType, notes: recording ? ['not_examined'] : [] };
}
