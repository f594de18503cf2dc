import type { EpochMs, MessageId } from '@crosstalk/domain';
import type { QueuedJob } from '../queue/queued-job.js';
import { jobOptions } from '../queue/queues.js';

export interface PreviewPayload {
  readonly messageId: MessageId;
  /** Of the message's last change: who saw it then did not see a preview that is younger. */
  readonly changedAt: EpochMs;
}

/** One of a message at a time. */
export function previewJob(payload: PreviewPayload): QueuedJob<PreviewPayload> {
  return {
    name: 'message',
    data: payload,
    opts: {
      ...jobOptions('previews'),
      deduplication: { id: `preview-${payload.messageId}`, keepLastIfActive: true },
    },
  };
}
