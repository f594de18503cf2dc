import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../architecture/source-tree.js';
import { within } from './deadline.js';

/** Last line of the start of each app. */
const READY = /^(gateway is listening|worker is running)$/;

type App = 'gateway' | 'worker';
type LogLine = Readonly<Record<string, unknown>>;

/** One gateway or worker as a real process, as it is deployed. */
export class NodeProcess {
  readonly #child: ChildProcess;
  readonly log: LogLine[] = [];
  readonly output: string[] = [];
  readonly exited: Promise<number | null>;
  readonly listening: Promise<void>;
  port = 0;
  opsPort = 0;

  private constructor(child: ChildProcess, app: App) {
    this.#child = child;
    this.exited = once(child, 'exit').then(([code]) => code as number | null);
    this.listening = this.#follow(app);
    // Who does not wait for it must not be ended by it.
    this.listening.catch(() => undefined);
  }

  /** Starts it and waits until it listens. Needs the build (`npm test` makes it). */
  static async start(app: App, environment: Readonly<Record<string, string>>): Promise<NodeProcess> {
    const node = NodeProcess.launch(app, environment);
    await within(node.listening, `${app} to listen`, 90_000).catch((error: Error) => {
      node.signal('SIGKILL');
      throw new Error(`${error.message}\n${node.output.slice(-20).join('\n')}`);
    });
    return node;
  }

  /** Starts it and does not wait: `listening` says when it does. */
  static launch(app: App, environment: Readonly<Record<string, string>>): NodeProcess {
    const child = spawn(process.execPath, [join(ROOT, 'apps', app, 'dist/main.js')], {
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: '0',
        OPS_PORT: '0',
        LOG_LEVEL: 'info',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new NodeProcess(child, app);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  get opsUrl(): string {
    return `http://127.0.0.1:${this.opsPort}`;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends it as a deployment does. @returns the exit code */
  async stop(): Promise<number | null> {
    if (this.alive) this.signal('SIGTERM');
    return within(this.exited, 'the exit of a process', 60_000).catch((error) => {
      this.signal('SIGKILL');
      throw error;
    });
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exited;
  }

  #follow(app: App): Promise<void> {
    const { stdout, stderr } = this.#child;
    if (!stdout || !stderr) throw new Error('no pipes');
    stderr.on('data', (data: Buffer) => this.output.push(data.toString()));
    return new Promise((resolve, reject) => {
      this.#child.once('exit', (code) => reject(new Error(`${app} ended with ${code}`)));
      createInterface({ input: stdout }).on('line', (line) => {
        this.output.push(line);
        const entry = parse(line);
        if (!entry) return;
        this.log.push(entry);
        this.opsPort = Number(entry.opsPort ?? this.opsPort);
        if (!READY.test(String(entry.msg))) return;
        this.port = Number(entry.port ?? 0);
        resolve();
      });
    });
  }
}

function parse(line: string): LogLine | null {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return null;
  }
}
