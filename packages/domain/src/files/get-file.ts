import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import type { FileId } from '../ids.js';
import type { Attachment } from '../model/attachment.js';
import type { Actor } from '../model/user.js';
import { maySeeFile } from './may-see-file.js';

/** What is known of a file, whatever its status. @throws ChatError `not_found`, also for what the actor may not see */
export async function getFile(domain: Domain, actor: Actor, fileId: FileId): Promise<Attachment> {
  const [file] = await domain.files.findMany([fileId]);
  if (file === undefined || !(await maySeeFile(domain, actor, file))) throw notFound('file');
  return file;
}
