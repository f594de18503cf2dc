/** Whether a content type matches the globs: one without `!`, and none with it. */
export function isAllowed(type: string, globs: readonly string[]): boolean {
  const forbidden = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  const allowed = globs.filter((glob) => !glob.startsWith('!'));
  return allowed.some((glob) => matches(type, glob)) && !forbidden.some((glob) => matches(type, glob));
}

function matches(type: string, glob: string): boolean {
  const pattern = glob
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[^\w/-]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(type);
}
