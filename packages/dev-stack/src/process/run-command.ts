import { spawn } from 'node:child_process';

export interface CommandRequest {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds after which the command is killed. */
  readonly limitMs: number;
}

export interface CommandAnswer {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a short command to its end and gives what it printed.
 *
 * @throws Error when it cannot be started, runs into its limit or exits with another code than 0; the
 *   message ends with the last line of its standard error.
 */
export function runCommand(request: CommandRequest): Promise<CommandAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(request.command, request.arguments, {
      env: request.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const answer = { stdout: '', stderr: '' };
    let overdue = false;
    const limit = setTimeout(() => {
      overdue = true;
      child.kill('SIGKILL');
    }, request.limitMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      answer.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      answer.stderr += text;
    });
    child.once('error', (failure) => {
      clearTimeout(limit);
      reject(new Error(`${request.command}: ${failure.message}`));
    });
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      if (overdue) reject(new Error(`no answer within ${request.limitMs / 1000} s`));
      else if (code === 0) resolve(answer);
      else reject(new Error(`${lastLine(answer.stderr)} (${signal ?? `exit code ${code}`})`));
    });
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) || 'failed without a word';
}
