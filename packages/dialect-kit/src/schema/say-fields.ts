/** One sentence about wrong fields, with their paths on the wire, which the domain's own sentence may not have. */
export function sayFields(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([path, problem]) => `${path}: ${problem}`)
    .join('; ');
}
