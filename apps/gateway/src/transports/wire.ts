import type { CloseReason, EncodedBatch } from '@crosstalk/dialect-kit';

/** The socket under a connection, whatever its transport. */
export interface Wire {
  /** Hands the batch to the kernel or queues it. */
  write(batch: EncodedBatch): void;
  /** Bytes written and not yet taken by the network. */
  bufferedBytes(): number;
  /** Ends it in the transport's way, after what was written. */
  close(reason: CloseReason): void;
  /** Ends it at once. */
  terminate(): void;
}
