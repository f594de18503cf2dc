import { readFile } from 'node:fs/promises';

/** The last lines of a log file; nothing when it cannot be read. */
export async function logTail(path: string, lines: number): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-lines);
}
