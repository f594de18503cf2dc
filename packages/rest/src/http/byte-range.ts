/** @module Which bytes a request wants (RFC 9110, sections 13 and 14). */
import type { ByteRange } from '@crosstalk/domain';
import { headerOf, type RestRequest } from './exchange.js';

const SINGLE = /^bytes=\s*(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))\s*$/i;

/** `whole`: no range, or one that may be ignored (several, another unit, nonsense); `outside`: it holds no byte of the file. */
export type WantedBytes = ByteRange | 'whole' | 'outside';

type Asked = Pick<RestRequest, 'method' | 'headers'>;

/** @param etag of the file as it is, quoted */
export function wantedBytes(
  request: Asked,
  file: { readonly size: number; readonly etag: string },
): WantedBytes {
  const range = headerOf(request, 'range');
  if (range === null || request.method !== 'GET') return 'whole';
  // A date never matches: files have none. A weak tag names no bytes.
  const condition = headerOf(request, 'if-range');
  if (condition !== null && condition.trim() !== file.etag) return 'whole';
  const match = SINGLE.exec(range);
  if (match === null) return 'whole';
  const [, from, to, suffix] = match;
  return from === undefined
    ? lastBytes(Number(suffix), file.size)
    : bytesFrom(Number(from), to ?? '', file.size);
}

function lastBytes(count: number, size: number): WantedBytes {
  if (count === 0) return 'outside';
  return size === 0 ? 'whole' : { first: Math.max(0, size - count), last: size - 1 };
}

function bytesFrom(first: number, to: string, size: number): WantedBytes {
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return 'whole';
  return first < size ? { first, last } : 'outside';
}

/** Whether the caller has these very bytes already. @param etag quoted */
export function isUnchanged(request: Pick<Asked, 'headers'>, etag: string): boolean {
  const header = headerOf(request, 'if-none-match');
  if (header === null) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
