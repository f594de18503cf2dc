import type { Erasure } from '@crosstalk/domain';
import { isoTime } from './iso-time.js';

/** The report of an erasure. */
export function presentErasure({ id, userId, messages, counts, askedAt, finishedAt }: Erasure) {
  return {
    id,
    user_id: userId,
    messages,
    status: finishedAt === null ? 'running' : 'done',
    removed: counts,
    asked_at: isoTime(askedAt),
    finished_at: isoTime(finishedAt),
  };
}
