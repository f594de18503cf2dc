/** @module Files for contracts, and how to look at them. */
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

/** Bytes that differ by their seed. */
export function bytesOf(seed: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed + 1;
  for (let index = 0; index < size; index += 1) {
    state = (state * 48_271) % 2_147_483_647;
    bytes[index] = state;
  }
  return bytes;
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
