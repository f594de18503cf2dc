import { constants, copyFile, type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Box, readBoxes } from '../boxes/read-boxes.js';
import { describeFile } from '../describe-file.js';
import type { Job } from '../job.js';
import { MediaRejection } from '../media-rejection.js';
import type { ReadyFile } from '../media-result.js';
import { findMetadata, type Span } from './find-metadata.js';

const KEPT_BOXES: ReadonlySet<string> = new Set(['ftyp', 'meta', 'mdat']);
const LARGEST_META = 4 * 1024 * 1024;
const ZEROS = Buffer.alloc(64 * 1024);

/**
 * A picture of an iPhone. Its codec (HEVC) is patented and not in the libvips that npm brings, so it is not decoded: the copy is the
 * upload with zeros over everything that is not picture. How it is turned is a property of the picture and stays.
 * @throws MediaRejection `damaged`, `not_cleanable`
 */
export async function processHeif(job: Job): Promise<ReadyFile> {
  const path = join(job.workFolder, 'replacement.heic');
  await copyFile(job.path, path, constants.COPYFILE_FICLONE);
  const file = await open(path, 'r+');
  try {
    await blankMetadata(file, job);
  } catch (error) {
    if (error instanceof RangeError) throw new MediaRejection('damaged', error.message);
    throw error;
  } finally {
    await file.close();
  }
  job.deadline.check();
  const replacement = await describeFile(path, job.type);
  return { outcome: 'ready', contentType: job.type, replacement, notes: ['no_preview'] };
}

async function blankMetadata(file: FileHandle, { size, deadline }: Job): Promise<void> {
  const boxes = await readBoxes(file, size);
  const [meta, ...others] = boxes.filter((box) => box.type === 'meta');
  const end = boxes.at(-1)?.end ?? 0;
  if (!meta || others.length > 0 || end > size) throw new MediaRejection('damaged', 'no whole meta box');
  const length = meta.end - meta.content;
  if (length > LARGEST_META) throw new MediaRejection('not_cleanable', `a meta box of ${length} bytes`);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, meta.content);
  const found = findMetadata(buffer, meta.content);
  for (const span of found.spans) {
    deadline.check();
    if (span.end > size) throw new MediaRejection('damaged', 'metadata behind the end');
    await blank(file, span);
  }
  for (const box of [...found.boxes, ...boxes.filter((each) => !KEPT_BOXES.has(each.type))]) {
    await free(file, box);
  }
  // Less than a box at the end is none.
  await blank(file, { start: end, end: size });
}

/** Makes the box one that readers skip (ISO/IEC 14496-12, section 8.1.2). */
async function free(file: FileHandle, box: Box): Promise<void> {
  await file.write('free', box.start + 4, 'latin1');
  await blank(file, { start: box.content, end: box.end });
}

async function blank(file: FileHandle, { start, end }: Span): Promise<void> {
  for (let at = start; at < end; at += ZEROS.length) {
    await file.write(ZEROS, 0, Math.min(ZEROS.length, end - at), at);
  }
}
