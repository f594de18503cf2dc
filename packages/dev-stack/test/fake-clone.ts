import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { siblingScript } from '../src/process/sibling-script.js';

const FAKE_APP = fileURLToPath(new URL('./fixtures/fake-app.mjs', import.meta.url));

/** Lays out a clone whose gateway and worker are small stand-ins. */
export async function layOutClone(root: string): Promise<void> {
  await writeFile(join(root, 'package.json'), '{"type":"module"}');
  for (const app of ['gateway', 'worker']) {
    const script = join(root, 'apps', app, 'dist', 'main.js');
    await mkdir(dirname(script), { recursive: true });
    await copyFile(FAKE_APP, script);
  }
}

export interface StartRun {
  readonly process: ChildProcess;
  /** Everything it has printed so far. */
  readonly output: () => string;
  /** Settles with all of the output once it has printed this, or has ended. */
  readonly printed: (text: string) => Promise<string>;
  /** Exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

/** Runs `npm start` there, with databases that nobody has to reach unless `environment` says otherwise. */
export function runStartIn(root: string, rest: string[], environment: NodeJS.ProcessEnv): StartRun {
  return runScript([...startScript(), root, ...rest], environment);
}

/** Node arguments that run `npm start` in a folder. */
export function startScript(): string[] {
  return siblingScript(import.meta.url, 'fixtures/run-start');
}

/** Runs Node with these arguments and follows what it prints. */
export function runScript(rest: string[], environment: NodeJS.ProcessEnv): StartRun {
  const child = spawn(process.execPath, rest, {
    env: {
      ...process.env,
      MONGODB_URL: 'mongodb://127.0.0.1:1/crosstalk',
      REDIS_URL: 'redis://127.0.0.1:1',
      npm_lifecycle_event: undefined,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const outputs = [child.stdout, child.stderr].map((input) =>
    createInterface({ input }).on('line', (line) => lines.push(line)),
  );
  const output = () => lines.join('\n');
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const printed = (text: string) =>
    new Promise<string>((resolve) => {
      const look = () => output().includes(text) && resolve(output());
      for (const lineReader of outputs) lineReader.on('line', look);
      look();
      void ended.then(() => resolve(output()));
    });
  return { process: child, output, printed, ended };
}
