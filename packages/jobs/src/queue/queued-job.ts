import type { JobsOptions } from 'bullmq';

/** A job as it is put into its queue. The payload holds ids, never what somebody wrote: the board shows it. */
export interface QueuedJob<Payload> {
  readonly name: string;
  readonly data: Payload;
  readonly opts: JobsOptions;
}
