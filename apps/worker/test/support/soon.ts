/** Resolves when the condition holds, asked again and again. @throws Error after `deadlineMs` */
export async function soon(
  what: string,
  condition: () => Promise<boolean>,
  deadlineMs = 60_000,
): Promise<void> {
  const until = performance.now() + deadlineMs;
  while (!(await condition())) {
    if (performance.now() > until) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
