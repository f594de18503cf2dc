import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../docs/pages.js';
import { eventually, within } from '../../harness/deadline.js';
import type { Image } from '../replay/image.js';

const NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child'];
const SEALED = join(ROOT, 'test/images/container/sealed.sh');

/** In milliseconds. For a start or an end on a machine that does much else. */
const LIMIT_MS = 120_000;

/** Whether programs can be shut in as an engine does it: Linux, root, namespaces. Elsewhere they run in the tree as it is. */
export const SEALS = canSeal();

/** A program of an image, started by its own command as the image's user. The network is that of this machine. */
export class Container {
  readonly image: Image;
  readonly environment: Readonly<Record<string, string>>;
  readonly output: string[] = [];
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #folder = mkdtempSync(join(tmpdir(), 'crosstalk-container-'));
  /** A run that ends early leaves nothing behind. */
  readonly #onExit = (): void => void this.#child.kill('SIGKILL');

  constructor(image: Image, environment: Readonly<Record<string, string>>, command = image.command) {
    this.image = image;
    this.environment = { ...image.environment, ...environment };
    this.#child = SEALS ? this.#seal(command) : this.#spawn(command);
    process.once('exit', this.#onExit);
    for (const stream of [this.#child.stdout, this.#child.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => this.output.push(line));
    this.exited = once(this.#child, 'close').then(([code]) => {
      process.off('exit', this.#onExit);
      // Sealed, it is the root of the program; removed with its content, this machine would be, had the namespace not been a private one.
      if (SEALS) rmdirSync(this.#folder);
      else rmSync(this.#folder, { recursive: true, force: true });
      return code as number | null;
    });
  }

  /** Runs another program as `docker exec` would, in the same image with the same environment. @returns its exit code */
  async run(command: readonly string[]): Promise<number | null> {
    const beside = new Container(this.image, this.environment, command);
    const code = await within(beside.exited, command.join(' '), LIMIT_MS);
    this.output.push(...beside.output);
    return code;
  }

  /** Waits for a line of the log. @throws what it said, when it ended instead */
  async says(message: string): Promise<void> {
    let ended = false;
    this.exited.then(() => {
      ended = true;
    });
    const said = (): boolean => this.output.some((line) => line.includes(message));
    await eventually(`«${message}»`, () => ended || said(), LIMIT_MS).catch((error: Error) =>
      this.#fail(error.message),
    );
    if (!said()) this.#fail(`it ended without «${message}»`);
  }

  /** For a program that ends by itself. @throws what it said, when it ended with another code than 0 */
  async succeeds(): Promise<void> {
    const code = await within(this.exited, 'the end of a container', LIMIT_MS);
    if (code !== 0) this.#fail(`it ended with ${code}`);
  }

  /** What `docker stop` does, with all the time that it needs. @returns the exit code */
  async stop(signal: NodeJS.Signals = this.image.stopSignal): Promise<number | null> {
    await this.#signal(signal);
    return within(this.exited, 'the end of a container', LIMIT_MS);
  }

  /** For the end of a test; may be called for one that has ended. */
  async kill(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.stop('SIGKILL');
  }

  /** Goes to process 1 inside, as an engine's signals do. */
  async #signal(signal: NodeJS.Signals): Promise<void> {
    const { pid = 0 } = this.#child;
    if (!SEALS) return void process.kill(pid, signal);
    let inside = 0;
    await eventually('process 1', () => {
      inside = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
      return inside > 0;
    });
    process.kill(inside, signal);
  }

  #seal(command: readonly string[]): ChildProcess {
    const tree = join(this.image.root, this.image.workdir);
    const place = [this.#folder, tree, this.image.workdir, process.execPath, this.image.user];
    return spawn('unshare', [...NAMESPACES, SEALED, ...place, ...command], {
      env: { PATH: process.env.PATH, ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  #spawn([program = '', ...words]: readonly string[]): ChildProcess {
    const [uid = 0, gid = 0] = this.image.user.split(':').map(Number);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(this.#folder, uid, gid);
    return spawn(program, words, {
      cwd: join(this.image.root, this.image.workdir),
      env: {
        PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
        TMPDIR: this.#folder,
        ...this.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(isRoot ? { uid, gid } : {}),
    });
  }

  #fail(reason: string): never {
    throw new Error(`${reason}\n${this.output.slice(-20).join('\n')}`);
  }
}

function canSeal(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'crosstalk-seal-'));
  const place = [folder, folder, '/srv/probe', process.execPath, '1000:1000'];
  const { status } = spawnSync('unshare', [...NAMESPACES, SEALED, ...place, 'node', '--version']);
  rmdirSync(folder);
  return status === 0;
}
