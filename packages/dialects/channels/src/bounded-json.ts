/**
 * Whether the value is JSON of at most so many characters and levels. Depth is walked without recursion: a value that is nested
 * deeply enough overflows the stack of everything that would serialise it later.
 */
export function isBoundedJson(
  value: unknown,
  limit: { readonly bytes: number; readonly depth: number },
): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit.depth || level.length > limit.bytes) return false;
    level = level.flatMap((item) => (item !== null && typeof item === 'object' ? Object.values(item) : []));
  }
  const json = JSON.stringify(value);
  return json === undefined || new TextEncoder().encode(json).length <= limit.bytes;
}
