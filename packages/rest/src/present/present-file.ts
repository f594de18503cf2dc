import type { Attachment, FilePart } from '@crosstalk/domain';
import type { RestDeps } from '../http/rest-deps.js';
import { isoTime } from './iso-time.js';

/** A file with its links; what is not ready has none. */
export function presentFile(file: Attachment, links: RestDeps['links']) {
  const ready = file.status === 'ready';
  const smaller = (part: Exclude<FilePart, 'content'>): string | null =>
    ready && file.renditions.includes(part) ? links.urlFor(file.id, part) : null;
  return {
    id: file.id,
    name: file.name,
    size: file.size,
    content_type: file.contentType,
    status: file.status,
    url: ready ? links.urlFor(file.id, 'content') : null,
    thumbnail_url: smaller('thumbnail'),
    preview_url: smaller('preview'),
    placeholder: file.placeholder,
    width: file.width,
    height: file.height,
    duration: file.durationSeconds,
    rejection: file.rejection,
    created_at: isoTime(file.createdAt),
  };
}
