import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface ServerOptions {
  readonly name: string;
  readonly script: string;
  readonly nodeArguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Answers 200 when the server takes work. */
  readonly readyUrl: string;
  readonly logFile: string;
}

export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

const PRELOAD = new URL('./collect.mjs', import.meta.url).href;
const READY_LIMIT_MS = 30_000;
const END_LIMIT_MS = 10_000;
const POLL_MS = 50;
/** Clock ticks a second in /proc (USER_HZ), the same on every Linux. */
const TICKS_PER_SECOND = 100;

/** One measured process. */
export class ServerProcess {
  readonly name: string;
  readonly #child: ChildProcess;

  private constructor(name: string, child: ChildProcess) {
    this.name = name;
    this.#child = child;
  }

  /** @throws when the process ends or is not ready in time; it is ended then */
  static async start(options: ServerOptions): Promise<ServerProcess> {
    const { name, script, nodeArguments, environment, logFile } = options;
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, ['--expose-gc', `--import=${PRELOAD}`, ...nodeArguments, script], {
      env: environment,
      stdio: ['ignore', log, log, 'ipc'],
    });
    const server = new ServerProcess(name, child);
    try {
      await server.#ready(options);
      return server;
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  /** Seconds of user and system time so far, all threads. */
  cpuSeconds(): number {
    const stat = readFileSync(`/proc/${this.#child.pid}/stat`, 'latin1');
    // The second field, the name, may hold blanks: count from the parenthesis behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  /** Bytes after a full garbage collection. */
  async memory(): Promise<Memory> {
    this.#child.send('collect');
    const [answer] = (await once(this.#child, 'message')) as [{ collected: Memory }];
    return answer.collected;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const limit = setTimeout(() => this.#child.kill('SIGKILL'), END_LIMIT_MS);
    await gone;
    clearTimeout(limit);
  }

  async #ready({ name, readyUrl, logFile }: ServerOptions): Promise<void> {
    const endsAt = performance.now() + READY_LIMIT_MS;
    while (performance.now() < endsAt) {
      if (this.#child.exitCode !== null) throw new Error(`${name} ended before it was ready, see ${logFile}`);
      const answer = await fetch(readyUrl).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.status === 200) return;
      await delay(POLL_MS);
    }
    throw new Error(`${name} was not ready in time, see ${logFile}`);
  }
}
