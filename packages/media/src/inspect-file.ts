import { stat } from 'node:fs/promises';
import { MediaRejection } from './media-rejection.js';
import type { MediaConfig } from './media-settings.js';
import { detectType } from './type/detect-type.js';
import { isAllowed } from './type/is-allowed.js';

export interface RealType {
  /** By content. Not yet safe to serve: may be `text/html`. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * The real type of a file, if it may be uploaded. Reads its head, runs no decoder.
 * @param declaredType chooses only among types that look alike and do no harm (`text/csv` of plain text); else it is not believed
 * @throws MediaRejection `empty`, `type_not_allowed`; Error of the file system
 */
export async function inspectFile(
  path: string,
  declaredType: string | undefined,
  settings: Pick<MediaConfig, 'mediaTypes'>,
): Promise<RealType> {
  const { size } = await stat(path);
  if (size === 0) throw new MediaRejection('empty', 'has no bytes');
  const type = await detectType(path, declaredType);
  if (!isAllowed(type, settings.mediaTypes)) throw new MediaRejection('type_not_allowed', type);
  return { type, size };
}
