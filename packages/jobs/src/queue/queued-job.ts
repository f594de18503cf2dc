import type { JobsOptions } from 'bullmq';

/** A job as it is put into its queue. The payload holds ids, never what somebody wrote: the board shows it. */
export interface QueuedJob<Payload> {
  readonly name: string;
  readonly data: Payload;
  readonly opts: JobsOptions;
}

/** The job with the trace that it belongs to; one that has a trace already keeps it. */
export function withTraceparent<Payload extends object>(
  job: QueuedJob<Payload>,
  { traceparent }: { readonly traceparent: string },
): QueuedJob<Payload> {
  return { ...job, data: { traceparent, ...job.data } };
}
