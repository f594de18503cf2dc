import { SafeFetchError } from './safe-fetch-error.js';

export interface Deadline {
  /** Aborted with a SafeFetchError, timed_out or aborted. */
  readonly signal: AbortSignal;
  /** Whoever starts a deadline ends it. */
  clear(): void;
}

/** Whatever comes first: the time is over, or the caller gives up. */
export function startDeadline(ms: number, given?: AbortSignal): Deadline {
  const controller = new AbortController();
  const giveUp = () => controller.abort(new SafeFetchError('aborted', given?.reason));
  const timer = setTimeout(() => controller.abort(new SafeFetchError('timed_out')), ms);
  if (given?.aborted) giveUp();
  given?.addEventListener('abort', giveUp, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      given?.removeEventListener('abort', giveUp);
    },
  };
}

/** The work, or a rejection with the signal's reason at the moment of the abort, even if the work never notices. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}
