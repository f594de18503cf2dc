import type { Deadline } from './deadline.js';
import type { MediaConfig } from './media-settings.js';

/** One file on its way through the package. */
export interface Job {
  /** The upload; only read. */
  readonly path: string;
  /** Bytes of the upload. */
  readonly size: number;
  /** By content. */
  readonly type: string;
  /** Existing folder of this job alone, for everything that is written. */
  readonly workFolder: string;
  readonly settings: MediaConfig;
  readonly deadline: Deadline;
}
