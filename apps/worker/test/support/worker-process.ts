import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The real worker, as a process of its own. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #exited: Promise<number | null>;
  #opsPort: Promise<number>;
  stderr = '';

  constructor(environment: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, ['--import=tsx', '--conditions=crosstalk-source', MAIN], {
      env: { ...process.env, NODE_OPTIONS: '', OPS_PORT: '0', LOG_LEVEL: 'info', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#exited = once(this.#child, 'close').then(() => this.#child.exitCode);
    this.#child.stderr?.on('data', (chunk) => {
      this.stderr += chunk;
    });
    this.#opsPort = this.#portFromLog();
  }

  /** Everything logged so far. */
  get log(): string {
    return this.#lines.join('\n');
  }

  /** Asks the operations port. */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${await this.#opsPort}${path}`, init);
  }

  async ready(): Promise<{ status: number; checks: Record<string, string> }> {
    const answer = await this.ask('/readyz');
    const { checks } = (await answer.json()) as { checks: Record<string, string> };
    return { status: answer.status, checks };
  }

  /** Resolves with the exit code when the process has ended, by itself or by the signal. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (signal !== undefined) this.#child.kill(signal);
    return this.#exited;
  }

  async #portFromLog(): Promise<number> {
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('The worker has no output.');
    return new Promise((resolve, reject) => {
      createInterface({ input: stdout }).on('line', (line) => {
        this.#lines.push(line);
        const { opsPort } = JSON.parse(line) as { opsPort?: number };
        if (opsPort !== undefined) resolve(opsPort);
      });
      this.#exited.then(() => reject(new Error(`The worker ended: ${this.stderr} ${this.log}`)));
    });
  }
}
