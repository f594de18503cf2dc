/** A camelCase name, or a path of such (`fileIds.3`), in snake_case. */
export function snakeCase(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
