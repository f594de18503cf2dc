import { requireRate } from '../accounts/require-rate.js';
import type { Domain } from '../domain.js';
import type { Attachment } from '../model/attachment.js';
import type { Actor } from '../model/user.js';
import type { NewUpload } from '../use-cases.js';
import { storeFile } from './store-file.js';

/**
 * Stores a file as its bytes come. It is `processing` until the worker has looked at it, and can be posted at once.
 * @throws ChatError `too_large`, `rate_limited`, `unavailable`; whatever the source of the bytes throws. Then nothing is stored.
 */
export async function uploadFile(domain: Domain, actor: Actor, upload: NewUpload): Promise<Attachment> {
  const { rateRules, maxUploadBytes: maxBytes } = domain.settings;
  await requireRate(domain, rateRules.uploadPerUser, `${actor.userId}`);
  return storeFile(domain, actor, { ...upload, maxBytes });
}
