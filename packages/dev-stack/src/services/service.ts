/** A database server that this process runs. */
export interface RunningService {
  readonly url: string;
  readonly pid: number;
  /** Settles when the process has ended, asked for or not. */
  readonly ended: Promise<void>;
  /** Ends it cleanly; may be called again. */
  readonly close: () => Promise<void>;
}
