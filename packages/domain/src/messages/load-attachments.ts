import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import type { FileId } from '../ids.js';
import type { Attachment } from '../model/attachment.js';
import type { Actor } from '../model/user.js';

/** The files that the actor wants to post, in order. @throws ChatError `invalid` naming each that is not the actor's to post */
export async function loadAttachments(
  domain: Domain,
  actor: Actor,
  fileIds: readonly FileId[],
): Promise<readonly Attachment[]> {
  if (fileIds.length === 0) return [];
  const found = new Map((await domain.files.findMany(fileIds)).map((file) => [file.id, file]));
  const attachments: Attachment[] = [];
  const fields: Record<string, string> = {};
  for (const [index, id] of fileIds.entries()) {
    const file = found.get(id);
    const own = file?.ownerId === actor.userId && file.tenant === actor.tenant;
    if (own && file.status !== 'rejected') attachments.push(file);
    else fields[`fileIds.${index}`] = own ? 'this file was rejected' : 'no such file';
  }
  if (attachments.length < fileIds.length) {
    throw new ChatError('invalid', 'Not every file can be posted.', { fields });
  }
  return attachments;
}
