import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server program of one test, which may kill it and start it again on the same port and folder. */
export class OwnProcess {
  readonly port: number;
  /** Of its data; removed with it. */
  readonly folder = mkdtempSync(join(tmpdir(), 'crosstalk-own-'));
  readonly #program: string;
  #child: ChildProcess | null = null;
  readonly #onExit = (): void => void this.#child?.kill('SIGKILL');

  /** @param variable names the program. @throws when it is not set */
  constructor(variable: 'CROSSTALK_REDIS_SERVER' | 'CROSSTALK_MONGOD' | 'S3_TEST_SERVER', port: number) {
    const program = process.env[variable];
    if (!program)
      throw new Error(`${variable} is not set: run the tests by «npm test», which brings up what they need.`);
    this.#program = program;
    this.port = port;
    // A run that ends early leaves no server behind.
    process.once('exit', this.#onExit);
  }

  /** Resolves when its output matches. @throws with the output when it ends before */
  async start(args: readonly string[], ready: RegExp): Promise<void> {
    const child = spawn(this.#program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => {
        // Read to the end, or the pipe fills up and stops the server; a server that recovers many tables says a lot before it is ready.
        output = (output + chunk.toString()).slice(-100_000);
        if (ready.test(output)) resolve();
      });
      child.once('exit', () => reject(new Error(`${this.#program} ended:\n${output.slice(-2_000)}`)));
      child.once('error', reject);
    });
  }

  /** As a crash: no farewell, no flush. Idempotent. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.kill();
    process.off('exit', this.#onExit);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
