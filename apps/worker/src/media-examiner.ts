import { createReadStream } from 'node:fs';
import type { FileOutcome, NewPart } from '@crosstalk/domain';
import type { MediaExaminer } from '@crosstalk/jobs';
import {
  inspectFile,
  type MediaConfig,
  MediaRejection,
  processFile,
  type ReadyFile,
  type RejectionReason,
} from '@crosstalk/media';

/** What the sender of a refused file is told. */
const REFUSALS: Readonly<Record<RejectionReason, string>> = {
  empty: 'The file is empty.',
  type_not_allowed: 'Files of this type are not allowed here.',
  infected: 'The file contains malware.',
  too_large_to_scan: 'The file is too large to be scanned for malware.',
  too_many_pixels: 'The picture has too many pixels.',
  damaged: 'The file is damaged.',
  not_cleanable: 'The file may hold a place or other personal data that cannot be removed.',
  too_slow: 'The file takes too long to process.',
};

/** Looks at files with the package `media`. */
export function mediaExaminer(settings: MediaConfig): MediaExaminer {
  return {
    typeOf: async (path, declaredType) => {
      try {
        return (await inspectFile(path, declaredType, settings)).type;
      } catch (error) {
        // It is refused when it is examined.
        if (error instanceof MediaRejection) return declaredType;
        throw error;
      }
    },
    examine: async (file) => {
      const result = await processFile({ ...file, settings });
      if (result.outcome === 'ready') return readyOutcome(result);
      return { status: 'rejected', reason: REFUSALS[result.reason] };
    },
  };
}

function readyOutcome(file: ReadyFile): FileOutcome {
  const { contentType, replacement, thumbnail, preview } = file;
  return {
    status: 'ready',
    contentType,
    width: file.width ?? null,
    height: file.height ?? null,
    durationSeconds: file.durationSeconds ?? null,
    placeholder: file.placeholder ?? null,
    ...(replacement && { content: part(replacement) }),
    renditions: {
      ...(thumbnail && { thumbnail: part(thumbnail) }),
      ...(preview && { preview: part(preview) }),
    },
  };
}

function part({ path, contentType }: { readonly path: string; readonly contentType: string }): NewPart {
  return { contentType, bytes: readLater(path) };
}

/** Opens the file when it is read, which it may never be. */
async function* readLater(path: string): AsyncIterable<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Buffer>;
}
