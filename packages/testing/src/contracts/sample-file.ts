/** @module Files for contracts, and how to look at them. */
import { createCipheriv } from 'node:crypto';
import {
  type ByteRange,
  DEFAULT_TENANT,
  type FileContent,
  type FileDraft,
  type FileId,
} from '@crosstalk/domain';
import { LONG_AGO, newUserIds, present } from './sample.js';
import type { StoresUnderTest } from './stores-under-test.js';

export const NO_LIMIT = { maxBytes: 2 ** 40 };

export function fileDraft(changes: Partial<FileDraft> = {}): FileDraft {
  return {
    tenant: DEFAULT_TENANT,
    ownerId: present(newUserIds(1)[0]),
    name: 'naïve $name.png',
    contentType: 'image/png',
    createdAt: LONG_AGO,
    ...changes,
  };
}

/** Bytes that differ by their seed, and do not repeat. */
export function bytesOf(seed: number, size: number): Buffer {
  const key = Buffer.alloc(16);
  key.writeUInt32BE(seed);
  return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size));
}

export async function readAll({ read }: FileContent, range?: ByteRange): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of read(range)) parts.push(chunk);
  return Buffer.concat(parts);
}

export async function contentOf(
  { files }: StoresUnderTest,
  id: FileId,
  part: 'content' | 'thumbnail' | 'preview' = 'content',
): Promise<FileContent> {
  return present(present(await files.open(id, part)).content);
}
