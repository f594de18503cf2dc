/** Whether the value is at most so many bytes as JSON. One that is nested too deeply to be serialised is not. */
export function isSmallJson(value: unknown, maxBytes: number): boolean {
  try {
    const json = JSON.stringify(value);
    return json.length <= maxBytes && new TextEncoder().encode(json).length <= maxBytes;
  } catch {
    return false;
  }
}
