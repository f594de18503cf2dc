import { CLOSE_REASONS, type CloseReason } from '@crosstalk/dialect-kit';
import type { Timers } from '@crosstalk/domain';

export interface IdleTimer {
  /** A frame of the client came: the protocol's own pongs do not count. */
  touch(): void;
  stop(): void;
}

interface IdleOptions {
  /** Milliseconds; undefined: never. */
  readonly idleMs: number | undefined;
  readonly timers?: Timers;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

const NEVER: IdleTimer = { touch: () => undefined, stop: () => undefined };
const systemTimers: Timers = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs).unref();
    return () => clearTimeout(timer);
  },
};

/** Closes a connection whose client has sent nothing for so long. A frame costs no timer: the one there is looks when it fires. */
export function idleTimer(
  connection: { close(reason: CloseReason): void },
  { idleMs, timers = systemTimers, now = () => performance.now() }: IdleOptions,
): IdleTimer {
  if (idleMs === undefined) return NEVER;
  let lastAt = now();
  const look = (): void => {
    const leftMs = lastAt + idleMs - now();
    if (leftMs <= 0) connection.close(CLOSE_REASONS.idle);
    else cancel = timers.after(leftMs, look);
  };
  let cancel = timers.after(idleMs, look);
  return {
    touch() {
      lastAt = now();
    },
    stop: () => cancel(),
  };
}
