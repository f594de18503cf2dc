import { MediaRejection } from './media-rejection.js';

/** The time that one file may take, and the caller's wish to stop. */
export interface Deadline {
  /** Aborted when either has come. */
  readonly signal: AbortSignal;
  /** Above 0 while there is time. */
  remainingSeconds(): number;
  /** @throws MediaRejection `too_slow`, or the reason of the caller's signal */
  check(): void;
  /** The result of the work, or what `check` throws. Work that cannot be stopped goes on unheard. */
  race<T>(work: Promise<T>): Promise<T>;
  stop(): void;
}

export function startDeadline(seconds: number, caller?: AbortSignal): Deadline {
  const endsAt = performance.now() + seconds * 1_000;
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, seconds * 1_000);
  caller?.addEventListener('abort', abort, { once: true });
  const late = new Promise<'late'>((resolve) =>
    controller.signal.addEventListener('abort', () => resolve('late'), { once: true }),
  );

  const check = (): void => {
    caller?.throwIfAborted();
    if (controller.signal.aborted || performance.now() >= endsAt) {
      throw new MediaRejection('too_slow', `took longer than ${seconds} s`);
    }
  };

  return {
    signal: controller.signal,
    remainingSeconds: () => (endsAt - performance.now()) / 1_000,
    check,
    async race(work) {
      const outcome = await Promise.race([work.then((value) => ({ value })), late]);
      check();
      if (outcome === 'late') throw new MediaRejection('too_slow', `took longer than ${seconds} s`);
      return outcome.value;
    },
    stop() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', abort);
    },
  };
}
