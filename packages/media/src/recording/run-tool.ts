import { spawn } from 'node:child_process';
import type { Job } from '../job.js';

/** Where programs are looked for. The environment of the worker, with its secrets, is not handed on. */
const ENVIRONMENT = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin',
  LC_ALL: 'C',
  AV_LOG_FORCE_NOCOLOR: '1',
};
const MOST_OUTPUT = 1024 * 1024;
const MOST_ERRORS = 4 * 1024;

export type ToolResult =
  | { readonly status: 'done'; readonly output: string }
  | { readonly status: 'failed'; readonly detail: string }
  | { readonly status: 'missing' };

/**
 * Runs a program without a shell, with bounded output, until it ends or the deadline comes; it has ended when this returns.
 * @throws MediaRejection `too_slow`; Error when it cannot be started though it is there
 */
export async function runTool(
  job: Pick<Job, 'deadline' | 'workFolder'>,
  program: string,
  args: readonly string[],
): Promise<ToolResult> {
  job.deadline.check();
  const result = await start(job, program, args);
  job.deadline.check();
  return result;
}

function start(
  { deadline, workFolder }: Pick<Job, 'deadline' | 'workFolder'>,
  program: string,
  args: readonly string[],
): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: workFolder,
      env: ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = (): void => void child.kill('SIGKILL');
    deadline.signal.addEventListener('abort', kill, { once: true });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > MOST_OUTPUT) kill();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(0, MOST_ERRORS);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      deadline.signal.removeEventListener('abort', kill);
      if (error.code === 'ENOENT') resolve({ status: 'missing' });
      else reject(error);
    });
    child.once('close', (code, signal) => {
      deadline.signal.removeEventListener('abort', kill);
      if (code === 0) resolve({ status: 'done', output });
      else resolve({ status: 'failed', detail: errors.trim() || `${program} ended with ${signal ?? code}` });
    });
  });
}
