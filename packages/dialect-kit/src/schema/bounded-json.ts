/**
 * Whether the value is JSON of at most so many bytes and levels. Depth is walked without recursion: a value that is nested
 * deeply enough overflows the stack of everything that would serialise it later. Bytes are no JSON: Socket.IO hands them over as such.
 */
export function isBoundedJson(
  value: unknown,
  limit: { readonly bytes: number; readonly depth: number },
): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit.depth || level.length > limit.bytes || level.some(isBytes)) return false;
    level = level.flatMap((item) => (item !== null && typeof item === 'object' ? Object.values(item) : []));
  }
  const json = JSON.stringify(value);
  return json === undefined || new TextEncoder().encode(json).length <= limit.bytes;
}

function isBytes(value: unknown): boolean {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
}
