import type { Domain } from '../domain.js';
import { ChatError, invalidField } from '../errors.js';
import { LIMITS } from '../limits.js';
import type { Attachment } from '../model/message.js';
import type { Actor } from '../model/user.js';
import { checkText } from '../text/check-text.js';
import type { FileUpload } from '../use-cases.js';

/** RFC 6838, section 4.2. */
const CONTENT_TYPE = /^[a-z0-9][\w!#$&^.+-]{0,126}\/[a-z0-9][\w!#$&^.+-]{0,126}$/i;
const UNKNOWN_TYPE = 'application/octet-stream';
const NAME_LENGTH = 255;

/** Stores the caller's files, all or none, to be posted by their ids. @throws ChatError `invalid`, `too_large` naming the file */
export async function storeFiles(
  domain: Domain,
  actor: Actor,
  uploads: readonly FileUpload[],
): Promise<readonly Attachment[]> {
  if (uploads.length > LIMITS.attachmentsPerMessage) {
    throw invalidField('files', `at most ${LIMITS.attachmentsPerMessage} files`);
  }
  for (const [index, upload] of uploads.entries()) checkUpload(upload, index);
  const stored: Attachment[] = [];
  try {
    for (const upload of uploads) stored.push(await storeFile(domain, actor, upload));
  } catch (error) {
    const ids = stored.map((file) => file.id);
    // What cannot be removed now is never referred to; the first failure is what the caller has to know.
    await domain.files.delete(ids).catch(() => undefined);
    throw error;
  }
  return stored;
}

function storeFile(
  domain: Domain,
  actor: Actor,
  { name, contentType, bytes }: FileUpload,
): Promise<Attachment> {
  const known = contentType !== undefined && CONTENT_TYPE.test(contentType);
  const draft = {
    tenant: actor.tenant,
    ownerId: actor.userId,
    name,
    contentType: known ? contentType.toLowerCase() : UNKNOWN_TYPE,
    status: 'ready',
    createdAt: domain.clock.now(),
  } as const;
  return domain.files.put(draft, bytes);
}

function checkUpload({ name, bytes }: FileUpload, index: number): void {
  checkText(name, { field: `files.${index}.name`, min: 1, max: NAME_LENGTH });
  if (name.trim() === '') throw invalidField(`files.${index}.name`, 'must not be blank');
  if (bytes.byteLength > LIMITS.attachmentBytes) {
    throw new ChatError('too_large', `A file has at most ${LIMITS.attachmentBytes} bytes.`, {
      fields: { [`files.${index}`]: 'is too large' },
    });
  }
}
