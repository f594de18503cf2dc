import { requireRate } from '../accounts/require-rate.js';
import type { Domain } from '../domain.js';
import { ChatError, invalidField } from '../errors.js';
import { LIMITS } from '../limits.js';
import type { Attachment } from '../model/attachment.js';
import type { Actor } from '../model/user.js';
import { checkText } from '../text/check-text.js';
import type { FileUpload } from '../use-cases.js';
import { storeFile } from './store-file.js';

/**
 * Stores files that came inside a frame, all or none, to be posted by their ids.
 * @throws ChatError `invalid`, `too_large` naming the file, `rate_limited`
 */
export async function storeFiles(
  domain: Domain,
  actor: Actor,
  uploads: readonly FileUpload[],
): Promise<readonly Attachment[]> {
  if (uploads.length > LIMITS.attachmentsPerMessage) {
    throw invalidField('files', `at most ${LIMITS.attachmentsPerMessage} files`);
  }
  for (const [index, upload] of uploads.entries()) checkUpload(upload, index);
  const { rateRules } = domain.settings;
  for (const _ of uploads) await requireRate(domain, rateRules.uploadPerUser, `${actor.userId}`);
  const stored: Attachment[] = [];
  try {
    for (const { bytes, ...upload } of uploads) {
      const maxBytes = bytes.byteLength;
      stored.push(await storeFile(domain, actor, { ...upload, bytes: [bytes], maxBytes }));
    }
  } catch (error) {
    const ids = stored.map((file) => file.id);
    // What cannot be removed now is never referred to; the first failure is what the caller has to know.
    await domain.files.delete(ids).catch(() => undefined);
    throw error;
  }
  return stored;
}

function checkUpload({ name, bytes }: FileUpload, index: number): void {
  checkText(name, { field: `files.${index}.name`, min: 1, max: LIMITS.fileNameLength });
  if (name.trim() === '') throw invalidField(`files.${index}.name`, 'must not be blank');
  if (bytes.byteLength > LIMITS.attachmentBytes) {
    throw new ChatError('too_large', `A file has at most ${LIMITS.attachmentBytes} bytes.`, {
      fields: { [`files.${index}`]: 'is too large' },
    });
  }
}
