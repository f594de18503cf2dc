/** Milliseconds between attempts to reach a dependency at start. */
const RETRY_MS = 1_000;

/** Tries again until the dependency is there: a node that starts before its database waits for it. */
export async function untilConnected<T>(
  connect: () => Promise<T>,
  failed: (error: unknown) => void,
): Promise<T> {
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      failed(error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
