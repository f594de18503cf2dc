import type { Domain } from '../domain.js';
import { ChatError, notFound } from '../errors.js';
import type { FileId } from '../ids.js';
import type { FilePart } from '../model/attachment.js';
import type { Actor } from '../model/user.js';
import type { ServedFile } from '../use-cases.js';
import { maySeeFile } from './may-see-file.js';

/** Files are looked at within moments. */
const PROCESSING_RETRY_MS = 1_000;

/**
 * One part of a file, to be served; one read of its record. Nothing is served before it was looked at, nor of what was refused.
 * @param actor null: the door has checked a signed link to this file and part, which is the permission
 * @throws ChatError `not_found`, also for what the actor may not see; `unavailable` while it is `processing`
 */
export async function openFile(
  domain: Domain,
  actor: Actor | null,
  { fileId, part }: { readonly fileId: FileId; readonly part: FilePart },
): Promise<ServedFile> {
  const opened = await domain.files.open(fileId, part);
  if (opened === null) throw notFound('file');
  const { file, content } = opened;
  if (actor !== null && !(await maySeeFile(domain, actor, file))) throw notFound('file');
  if (file.status === 'processing') {
    throw new ChatError('unavailable', 'The file is being processed. Try again.', {
      retryAfterMs: PROCESSING_RETRY_MS,
    });
  }
  if (file.status === 'rejected' || content === null) throw notFound('file');
  return { file, content };
}
