/**
 * Longest wait for anything in a test that should come, in milliseconds. Generous: a busy machine makes a test slow, never red; what must
 * be fast is measured by the benchmark.
 */
export const DEADLINE_MS = 45_000;

/** The promise, or a rejection that says what did not come. */
export function within<T>(promise: Promise<T>, what: string, deadlineMs = DEADLINE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come within ${deadlineMs} ms`)), deadlineMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Asks again and again until the answer is true; for what has no event to wait for, such as a page of history. */
export async function eventually(
  what: string,
  ask: () => boolean | Promise<boolean>,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  const endsAt = performance.now() + deadlineMs;
  while (!(await ask())) {
    if (performance.now() > endsAt) throw new Error(`${what} was not so within ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
