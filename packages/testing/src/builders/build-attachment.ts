import { type Attachment, DEFAULT_TENANT, type FileId, type UserId } from '@crosstalk/domain';

/** A picture that is ready, with the given fields. */
export function buildAttachment(fields: Partial<Attachment> = {}): Attachment {
  return {
    id: 7 as FileId,
    tenant: DEFAULT_TENANT,
    ownerId: 1 as UserId,
    name: 'dot.png',
    size: 3,
    contentType: 'image/png',
    sha256: '039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81',
    status: 'ready',
    width: null,
    height: null,
    durationSeconds: null,
    renditions: [],
    placeholder: null,
    rejection: null,
    createdAt: 0,
    ...fields,
  };
}
