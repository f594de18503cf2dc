export type Verdict = 'ok' | 'warn' | 'fail' | 'skipped';

/** What one look at the deployment told. */
export interface Finding {
  /** Which look it was: a word of `CHECKS`. */
  readonly check: string;
  readonly verdict: Verdict;
  /** What was seen, in plain words. */
  readonly text: string;
  /** What to change; only where something is wrong. */
  readonly advice?: string;
}

export function ok(check: string, text: string): Finding {
  return { check, verdict: 'ok', text };
}

export function skipped(check: string, text: string): Finding {
  return { check, verdict: 'skipped', text };
}

/** Works, but not as it should. */
export function warn(check: string, text: string, advice: string): Finding {
  return { check, verdict: 'warn', text, advice };
}

/** Some clients will be hurt, or somebody may do what they must not. */
export function fail(check: string, text: string, advice: string): Finding {
  return { check, verdict: 'fail', text, advice };
}
