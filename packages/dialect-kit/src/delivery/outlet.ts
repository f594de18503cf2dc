import type { Dialect } from '../dialect.js';
import type { EncodedBatch } from '../frame.js';
import type { Viewer } from '../session.js';

/** One connection as the delivery sees it. */
export interface Outlet extends Viewer {
  readonly dialect: Dialect;
  /** Takes the batch or, when the client reads too slowly, ends the connection. Never throws, never waits. */
  write(batch: EncodedBatch): void;
}
