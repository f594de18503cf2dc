/**
 * An error as it is logged: a fixed set of fields. Drivers hang the documents that failed on their errors, and those hold message
 * text; the values in MongoDB's duplicate-key message are cut off for the same reason.
 */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'Something that is no Error was thrown.' };
  const message = withoutValues(error.message);
  return {
    type: error.name,
    message,
    ...('code' in error && isPlain(error.code) ? { code: error.code } : {}),
    ...(error.stack === undefined ? {} : { stack: withoutValues(error.stack) }),
    ...(!(error.cause instanceof Error) || depth >= MAX_CAUSES
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

const MAX_CAUSES = 4;

function isPlain(code: unknown): code is string | number {
  return typeof code === 'string' || typeof code === 'number';
}

function withoutValues(text: string): string {
  return text.replaceAll(/dup key: \{.*\}/g, 'dup key');
}
