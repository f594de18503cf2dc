import { ChatError } from '@crosstalk/domain';

const RETRY_AFTER_MS = 1_000;

export interface Turnstile {
  /** Runs the task when a place is free. @throws ChatError `rate_limited` when too many wait already */
  pass<T>(task: () => Promise<T>): Promise<T>;
}

/** Lets `places` tasks run at once and `waiting` more wait their turn, first come first served. */
export function turnstile(places: number, waiting: number): Turnstile {
  const queue: (() => void)[] = [];
  let free = places;
  // A place is handed over to the one who waits, not given back first: nobody can slip in between.
  const leave = (): void => {
    const next = queue.shift();
    if (next) next();
    else free += 1;
  };
  const enter = async (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return;
    }
    if (queue.length >= waiting) {
      throw new ChatError('rate_limited', 'Too many people log in right now.', {
        retryAfterMs: RETRY_AFTER_MS,
      });
    }
    await new Promise<void>((resolve) => queue.push(resolve));
  };
  return {
    async pass(task) {
      await enter();
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
