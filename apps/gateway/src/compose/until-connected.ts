/** Milliseconds between attempts to reach a dependency at start. */
const RETRY_MS = 1_000;

/**
 * Tries again until the dependency is there: a node that starts before its database waits for it, alive and not ready.
 * @returns null when `stopped` says that nobody waits any more
 */
export async function untilConnected<T>(
  connect: () => Promise<T>,
  waiting: { stopped(): boolean; failed(error: unknown): void },
): Promise<T | null> {
  while (!waiting.stopped()) {
    try {
      return await connect();
    } catch (error) {
      waiting.failed(error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
  return null;
}
