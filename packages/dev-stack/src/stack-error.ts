/**
 * A failure that the person at the terminal can do something about.
 *
 * `advice` holds one sentence per thing to try; {@link describeFailure} prints it without a stack trace.
 */
export class StackError extends Error {
  readonly advice: readonly string[];

  constructor(message: string, advice: readonly string[] = []) {
    super(message);
    this.name = 'StackError';
    this.advice = advice;
  }
}

/** Text for the terminal: message and advice of a {@link StackError}, the stack of anything else. */
export function describeFailure(failure: unknown): string {
  if (failure instanceof StackError) {
    const advice = failure.advice.map((line) => `  - ${line}`).join('\n');
    return advice === '' ? failure.message : `${failure.message}\nWhat you can do:\n${advice}`;
  }
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
}

/** The message of whatever was thrown, for a line that names a cause. */
export function reasonOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
