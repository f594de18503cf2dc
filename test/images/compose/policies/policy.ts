import type { ComposeFile } from '../compose-file.js';

/** Reads the file with its variables replaced and says what is wrong with it, a line each. */
export type Policy = (compose: ComposeFile) => readonly string[];

/** Names of the checks that fail, each with who fails it. */
export function offences(who: string, checks: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(checks).flatMap(([offence, holds]) => (holds ? [] : [`${who} ${offence}`]));
}
