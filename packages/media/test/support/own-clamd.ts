import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CLAMD } from './media-tools.js';

const DEADLINE_MS = 25_000;
/** MD5, size and name: the whole database. */
const EICAR_SIGNATURE = '44d88612fea8a8f36de82e1278abb02f:68:Eicar-Signature\n';
/** Bytes of the longest file that it scans. */
export const STREAM_LIMIT = 1024 * 1024;

/** A clamd of the test's own, which knows one virus and may be stopped. */
export class OwnClamd {
  readonly #folder: string;
  readonly #child: ChildProcess;
  #output = '';

  private constructor(folder: string) {
    this.#folder = folder;
    this.#child = spawn(CLAMD, ['--foreground', '--config-file', join(folder, 'clamd.conf')]);
    this.#child.stdout?.on('data', (text) => {
      this.#output += text;
    });
    this.#child.stderr?.on('data', (text) => {
      this.#output += text;
    });
    process.once('exit', this.#onExit);
  }

  readonly #onExit = (): void => void this.#child.kill('SIGKILL');

  static async start(): Promise<OwnClamd> {
    const folder = await mkdtemp(join(tmpdir(), 'crosstalk-clamd-'));
    await mkdir(join(folder, 'db'));
    await writeFile(join(folder, 'db', 'eicar.hdb'), EICAR_SIGNATURE);
    await writeFile(
      join(folder, 'clamd.conf'),
      [
        `LocalSocket ${join(folder, 's')}`,
        `DatabaseDirectory ${join(folder, 'db')}`,
        `TemporaryDirectory ${folder}`,
        `StreamMaxLength ${STREAM_LIMIT}`,
        '',
      ].join('\n'),
    );
    const clamd = new OwnClamd(folder);
    await clamd.#listens();
    return clamd;
  }

  get url(): string {
    return `unix://${join(this.#folder, 's')}`;
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  async remove(): Promise<void> {
    await this.kill();
    process.off('exit', this.#onExit);
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** It says nothing when it is ready. */
  async #listens(): Promise<void> {
    const endsAt = performance.now() + DEADLINE_MS;
    while (!(await this.#answers())) {
      if (this.#child.exitCode !== null) throw new Error(`clamd ended:\n${this.#output}`);
      if (performance.now() > endsAt) throw new Error(`clamd does not listen:\n${this.#output}`);
      await setTimeout(50);
    }
  }

  #answers(): Promise<boolean> {
    const socket = connect({ path: join(this.#folder, 's') }, () => socket.write('zPING\0'));
    return new Promise<boolean>((resolve) => {
      socket.once('data', (reply) => resolve(reply.toString() === 'PONG\0'));
      socket.once('error', () => resolve(false));
      socket.once('close', () => resolve(false));
    }).finally(() => socket.destroy());
  }
}
