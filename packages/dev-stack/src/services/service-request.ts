import type { Watchdog } from '../process/watchdog.js';

/** Where a database server is to run. */
export interface ServiceRequest {
  readonly folder: string;
  /** File that the server logs to; begun anew at each start. */
  readonly log: string;
  readonly port: number;
  /** Ends the server when this process is killed. */
  readonly watchdog?: Watchdog;
}
