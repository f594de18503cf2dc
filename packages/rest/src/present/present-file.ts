import type { Attachment } from '@crosstalk/domain';
import type { RestDeps } from '../http/rest-deps.js';
import { isoTime } from './iso-time.js';

/** A file with its link; what is not ready has none. */
export function presentFile(file: Attachment, links: RestDeps['links']) {
  return {
    id: file.id,
    name: file.name,
    size: file.size,
    content_type: file.contentType,
    status: file.status,
    url: file.status === 'ready' ? links.urlFor(file.id) : null,
    thumbnail_url: null,
    width: null,
    height: null,
    duration: null,
    created_at: isoTime(file.createdAt),
  };
}
