/** Numeric level of a warning in pino's lines. */
const WARN = 40;

/** What the terminal shows of a log line: warnings and worse, and whatever is no log line at all. */
export function logWarning(line: string): string | undefined {
  if (line.trim() === '') return undefined;
  const entry = parse(line);
  if (entry === undefined) return line;
  const level = entry.get('level');
  const grave = typeof level === 'number' ? level >= WARN : /^(warn|error|fatal)$/i.test(String(level));
  if (!grave) return undefined;
  const cause = entry.get('err');
  const detail =
    typeof cause === 'object' && cause !== null && 'message' in cause ? `: ${cause.message}` : '';
  return `${entry.get('msg') ?? line}${detail}`;
}

function parse(line: string): Map<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}
