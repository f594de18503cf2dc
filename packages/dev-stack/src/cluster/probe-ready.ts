const ANSWER_LIMIT_MS = 2_000;

/** Asks an operations port whether its process takes work. */
export async function probeReady(host: string, opsPort: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}:${opsPort}/readyz`, {
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}
