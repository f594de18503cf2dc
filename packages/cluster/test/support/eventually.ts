const STEP_MS = 5;

/** Resolves when the condition holds. @throws Error with the description after the deadline */
export async function eventually(
  description: string,
  condition: () => boolean | Promise<boolean>,
  deadlineMs = 45_000,
): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Not within ${deadlineMs} ms: ${description}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
