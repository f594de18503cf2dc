import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { logWarning } from './log-warning.js';

export interface ChildLog {
  readonly path: string;
  /** Reads one output of a child until it ends. */
  readonly follow: (output: Readable) => void;
  readonly close: () => Promise<void>;
}

/** Keeps everything a child says in a file (that of the run before becomes `.1`) and echoes its warnings. */
export async function openChildLog(path: string, echo: (line: string) => void): Promise<ChildLog> {
  await rename(path, `${path}.1`).catch(() => {});
  const file = createWriteStream(path, { mode: 0o600 });
  // A log that cannot be written must not take the cluster down.
  file.on('error', () => {});
  return {
    path,
    follow: (output) => {
      createInterface({ input: output }).on('line', (line) => {
        if (!file.writableEnded) file.write(`${line}\n`);
        const warning = logWarning(line);
        if (warning !== undefined) echo(warning);
      });
    },
    close: () => new Promise((resolve) => file.end(() => resolve())),
  };
}
