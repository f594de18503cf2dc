import {
  type Attachment,
  type FileId,
  type FileOutcome,
  type FilePart,
  type NewPart,
  RENDITIONS,
  type TenantId,
} from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { type AttachmentDoc, contentIdIn, type PartDoc, partsOf, toAttachment } from './attachment-schema.js';
import type { WrittenBlob } from './blob-ledger.js';
import type { FileStoreOptions } from './file-store-options.js';
import { recordBlobs } from './record-blobs.js';

interface WrittenPart {
  readonly part: FilePart;
  readonly contentType: string;
  readonly blob: WrittenBlob;
}

/** Writes the new parts, then what the file has become, if it is still `processing` by then. */
export async function finishFile(
  options: FileStoreOptions,
  id: FileId,
  outcome: FileOutcome,
): Promise<Attachment | null> {
  const before = await options.attachments.findOne({ _id: id }, { maxTimeMS: TIME_LIMITS_MS.read });
  if (before?.status !== 'processing') return before && toAttachment(before);
  const written = outcome.status === 'ready' ? await writeParts(options, before, outcome) : [];
  const blobs = written.map(({ blob }) => blob);
  const after = await recordBlobs(options, blobs, (session) =>
    record(options, { id, outcome, written, session }),
  );
  const kept = new Set(after?.parts?.map(({ key }) => key));
  await options.ledger.settle(partsOf(before).flatMap(({ key }) => (kept.has(key) ? [] : [key])));
  return after && toAttachment(after);
}

async function writeParts(
  { ledger }: FileStoreOptions,
  { tenant }: AttachmentDoc,
  { content, renditions = {} }: Extract<FileOutcome, { readonly status: 'ready' }>,
): Promise<readonly WrittenPart[]> {
  const parts: readonly (readonly [FilePart, NewPart | undefined])[] = [
    ['content', content],
    ...RENDITIONS.map((part) => [part, renditions[part]] as const),
  ];
  const written: WrittenPart[] = [];
  try {
    for (const [part, given] of parts) {
      if (given === undefined) continue;
      const { bytes, contentType } = given;
      const blob = await ledger.write(tenant as TenantId, bytes, Number.POSITIVE_INFINITY);
      written.push({ part, contentType, blob });
    }
    return written;
  } catch (error) {
    await ledger.discard(written.map(({ blob }) => blob.key));
    throw error;
  }
}

interface Finish {
  readonly id: FileId;
  readonly outcome: FileOutcome;
  readonly written: readonly WrittenPart[];
  readonly session: mongo.ClientSession;
}

/** The record as it is after this: changed, or as somebody else left it. */
async function record(
  { attachments, ledger }: FileStoreOptions,
  { id, outcome, written, session }: Finish,
): Promise<AttachmentDoc | null> {
  const doc = await attachments.findOne({ _id: id }, { session });
  if (doc?.status !== 'processing') return doc;
  const given: PartDoc[] = [];
  for (const { part, contentType, blob } of written) {
    const { size, sha256 } = blob;
    given.push({ part, ...(await ledger.adopt(blob, session)), size, contentType, sha256 });
  }
  const old = partsOf(doc);
  const parts = outcome.status === 'ready' ? merged(old, given, outcome.contentType) : [];
  const dropped = old.filter(({ key }) => !parts.some((part) => part.key === key));
  await ledger.doubt(doc.tenant, dropped, session);
  const changes = { ...fieldsOf(outcome, parts), parts, ...contentIdIn(parts) };
  return attachments.findOneAndUpdate(
    { _id: id, status: 'processing' },
    { $set: changes },
    { session, returnDocument: 'after' },
  );
}

/** What came stands in the place of what was; the content is first. */
function merged(old: readonly PartDoc[], given: readonly PartDoc[], contentType?: string): PartDoc[] {
  const kept = old
    .filter(({ part }) => !given.some((one) => one.part === part))
    .map((part) => ({ ...part, contentType: contentType ?? part.contentType }));
  return [...kept, ...given];
}

function fieldsOf(outcome: FileOutcome, parts: readonly PartDoc[]): Partial<AttachmentDoc> {
  if (outcome.status === 'rejected') return { status: 'rejected', rejection: outcome.reason };
  const { width, height, durationSeconds, placeholder } = outcome;
  const found = { status: outcome.status, width, height, durationSeconds, placeholder };
  const content = parts.find(({ part }) => part === 'content');
  if (content === undefined) return found;
  const { size, contentType, sha256 } = content;
  return { ...found, size, contentType, sha256 };
}
