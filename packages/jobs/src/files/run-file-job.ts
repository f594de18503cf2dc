import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileContent, FileOutcome, MessageId, OpenedFile } from '@crosstalk/domain';
import type { FileJobPorts } from '../ports.js';
import type { JobContext } from '../queue/start-worker.js';
import { type FilePayload, type FileQueue, fileJob, latecomersJob } from './file-job.js';
import { tellCarriers } from './tell-carriers.js';

/** Bytes of the largest file that is not handed on to `films`. */
const LARGE_BYTES = 32 * 1024 * 1024;
/** A file over which so many workers died is their murderer; fewer may be rolling restarts. */
const MAX_CUT_OFF = 5;
/** Messages that one job remembers having told. */
const MAX_REMEMBERED = 10_000;

export interface FileRun {
  readonly queue: FileQueue;
  readonly payload: FilePayload;
  readonly context: Pick<JobContext, 'signal' | 'isRerun' | 'timesCutOff' | 'saved' | 'save'>;
}

/**
 * Looks at an uploaded file, stores what came of it and tells everybody who sees it. Runs as often as one likes: a later
 * run only tells what is no longer `processing`.
 * @throws what a port throws, among it that the virus scanner is away: the file stays `processing` until a later run
 */
export async function runFileJob(ports: FileJobPorts, run: FileRun): Promise<void> {
  const { fileId } = run.payload;
  const opened = await ports.files.open(fileId, 'content');
  if (opened === null) return;
  const isNew = opened.file.status === 'processing';
  // Another job was faster; whoever finished it tells, and tells in a later run when the first could not.
  if (!isNew && !run.context.isRerun) return;
  if (isNew) {
    const looked = await ports.folders.with((folder) => lookAt(ports, { ...run, opened, folder }));
    if (looked === 'a film') return ports.enqueue('films', [fileJob('films', run.payload)]);
    if (looked === 'gone') return;
  }
  const told = rememberedBy(run.context);
  const onPage = () => run.context.save({ told: [...told].slice(-MAX_REMEMBERED) });
  await tellCarriers(ports, { fileId, told, onPage });
  if (isNew && told.size <= MAX_REMEMBERED) {
    await ports.enqueue('files', [latecomersJob({ fileId, told: [...told] })]);
  }
}

interface Look extends FileRun {
  readonly opened: OpenedFile;
  readonly folder: string;
}

/** The outcome is stored before the folder goes, because it reads from there. */
async function lookAt(ports: FileJobPorts, look: Look): Promise<'done' | 'a film' | 'gone'> {
  const { fileId } = look.payload;
  const outcome = await outcomeOf(ports, look);
  if (outcome === 'a film') return outcome;
  look.context.signal.throwIfAborted();
  const finished = await ports.files.finish(fileId, outcome);
  if (finished === null) return 'gone';
  ports.observer.fileDone(outcome.status, outcome.status === 'rejected' ? outcome.reason : undefined);
  return 'done';
}

async function outcomeOf(ports: FileJobPorts, look: Look): Promise<FileOutcome | 'a film'> {
  const { opened, context, folder, queue } = look;
  const { file, content } = opened;
  if (context.timesCutOff >= MAX_CUT_OFF)
    return { status: 'rejected', reason: 'The file cannot be processed.' };
  if (content === null) return { status: 'rejected', reason: 'The file is empty.' };
  const mayHandOn = queue === 'files';
  if (mayHandOn && (content.size > LARGE_BYTES || isRecording(file.contentType))) return 'a film';
  const path = join(folder, 'upload');
  const workFolder = join(folder, 'work');
  await mkdir(workFolder);
  await download(content, path, context.signal);
  const declaredType = file.contentType;
  // Only now is it known what it is, whatever the sender said.
  if (mayHandOn && isRecording(await ports.media.typeOf(path, declaredType))) return 'a film';
  return ports.media.examine({ path, declaredType, workFolder, signal: context.signal });
}

function isRecording(contentType: string): boolean {
  return /^(audio|video)\//.test(contentType);
}

async function download(content: FileContent, path: string, signal: AbortSignal): Promise<void> {
  const source = Readable.from(content.read(), { objectMode: false });
  await pipeline(source, createWriteStream(path, { mode: 0o600 }), { signal });
}

/** Which messages an earlier run told that was cut off. */
function rememberedBy({ saved }: Pick<JobContext, 'saved'>): Set<MessageId> {
  const told = (saved as { readonly told?: unknown } | undefined)?.told;
  return new Set(Array.isArray(told) ? (told as MessageId[]) : []);
}
