/** @module Schemas of what only this wire has. */
import { roomIdSchema, usersSchema, wellFormed } from '@crosstalk/dialect-kit';
import { type FileUpload, LIMITS, type NewRoom, type UserId } from '@crosstalk/domain';
import { z } from 'zod';
import { decodeBase64 } from './decode-base64.js';

const MAX_FILE_NAME = 255;
/** Characters of base64 that can hold so many bytes: four for every three. */
const MAX_BASE64 = Math.ceil(LIMITS.attachmentBytes / 3) * 4;

export const chatRef = z.object({ chat: roomIdSchema });

export const namedUsersSchema = usersSchema.min(1, 'must name at least one user');

const fileName = wellFormed
  .max(MAX_FILE_NAME, `must be at most ${MAX_FILE_NAME} characters`)
  .refine((name) => name.trim() !== '', 'must not be empty')
  .refine((name) => !/\p{Cc}/u.test(name), 'must not contain control characters');

const base64 = z
  .string('must be a base64 string')
  .max(MAX_BASE64, `must be at most ${LIMITS.attachmentBytes} bytes decoded`)
  .transform((text, context) => {
    const bytes = decodeBase64(text);
    if (bytes && bytes.length <= LIMITS.attachmentBytes) return bytes;
    const problem = bytes
      ? `must be at most ${LIMITS.attachmentBytes} bytes decoded`
      : 'must be canonical base64 (RFC 4648, section 4)';
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  });

/** All files or none: each is decoded and checked before the first is stored. */
export const filesSchema = z
  .array(z.object({ name: fileName, data: base64 }), 'must be a list of files')
  .max(LIMITS.attachmentsPerMessage, `must be at most ${LIMITS.attachmentsPerMessage} files`);

export function uploadsOf(files: z.output<typeof filesSchema>): FileUpload[] {
  return files.map(({ name, data }) => ({ name, bytes: data }));
}

/** Two people without a title are a direct chat, everything else is a group. */
export function newRoomOf(
  caller: UserId,
  input: { readonly users: readonly UserId[]; readonly title?: string | null | undefined },
): NewRoom {
  const others = new Set(input.users);
  others.delete(caller);
  const title = input.title ?? null;
  const type = others.size === 1 && title === null ? 'direct' : 'group';
  return { type, users: input.users, title, refuseDuplicate: true };
}
