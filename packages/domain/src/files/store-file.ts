import type { Domain } from '../domain.js';
import { ChatError } from '../errors.js';
import type { Attachment } from '../model/attachment.js';
import type { Actor } from '../model/user.js';
import type { NewUpload } from '../use-cases.js';
import { fileName } from './file-name.js';

/** RFC 6838, section 4.2. */
const CONTENT_TYPE = /^[a-z0-9][\w!#$&^.+-]{0,126}\/[a-z0-9][\w!#$&^.+-]{0,126}$/i;
const UNKNOWN_TYPE = 'application/octet-stream';

/** Stores one file of the actor and has it looked at: the one way in, for uploads of every kind. */
export async function storeFile(
  domain: Domain,
  actor: Actor,
  { name, contentType, bytes, maxBytes }: NewUpload & { readonly maxBytes: number },
): Promise<Attachment> {
  const known = contentType !== undefined && CONTENT_TYPE.test(contentType);
  const draft = {
    tenant: actor.tenant,
    ownerId: actor.userId,
    name: fileName(name),
    contentType: known ? contentType.toLowerCase() : UNKNOWN_TYPE,
    createdAt: domain.clock.now(),
  };
  const file = await domain.files.put(draft, bytes, { maxBytes });
  // An upload takes long, and whoever sent it may have been erased meanwhile, with all the files that were there then.
  const owner = await domain.users.find(actor.userId, { fresh: true });
  if (owner === null || owner.erasedAt !== undefined) {
    await domain.files.delete([file.id]);
    throw new ChatError('unauthenticated', 'The account is gone.');
  }
  domain.sideEffects.fileStored(file.id);
  return file;
}
