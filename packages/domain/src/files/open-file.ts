import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { FileId } from '../ids.js';
import type { Attachment } from '../model/message.js';

/** A file's record and its bytes; the door has checked the signed link, which is the permission. @throws ChatError `not_found` */
export async function openFile(
  domain: Domain,
  fileId: FileId,
): Promise<{ readonly file: Attachment; readonly bytes: AsyncIterable<Uint8Array> }> {
  const [file] = await domain.files.findMany([fileId]);
  if (file === undefined || file.status === 'rejected') throw notFound('file');
  const bytes = await domain.files.read(fileId);
  if (bytes === null) throw notFound('file');
  return { file, bytes };
}
