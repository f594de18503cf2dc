export interface Readiness {
  readonly ok: boolean;
  /** Each dependency with `ok` or what is wrong with it. */
  readonly checks: Readonly<Record<string, string>>;
}

/** The answer of `ready`, or a refusal when it comes later than `timeoutMs` or not at all. Never rejects. */
export async function readinessWithin(
  ready: () => Promise<Readiness>,
  timeoutMs: number,
): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(
      () => resolve({ ok: false, checks: { readiness: `no answer within ${timeoutMs} ms` } }),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([ready(), late]);
  } catch {
    return { ok: false, checks: { readiness: 'the check failed' } };
  } finally {
    clearTimeout(timer);
  }
}
