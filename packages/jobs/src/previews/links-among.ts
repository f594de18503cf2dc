import { type Changes, type EpochMs, linkOf } from '@crosstalk/domain';
import type { PreviewPayload } from './preview-job.js';

/** What changed longer ago is history that is read anew, and not worth a question to a stranger's server. */
const MAX_AGE_MS = 3_600_000;

/** Those of the changed messages whose link is to be looked at. */
export function linksAmong({ messages, changedAt }: Changes, now: EpochMs): readonly PreviewPayload[] {
  return messages.flatMap((message, index) => {
    const at = changedAt[index] ?? 0;
    const isDue = now - at < MAX_AGE_MS && linkOf(message) !== null;
    return isDue ? [{ messageId: message.id, changedAt: at }] : [];
  });
}
