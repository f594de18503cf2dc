import type { RejectionReason } from './media-result.js';

/** Ends the processing of a file; `processFile` turns it into a result. Every other error means: try again. */
export class MediaRejection extends Error {
  override readonly name = 'MediaRejection';
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}
