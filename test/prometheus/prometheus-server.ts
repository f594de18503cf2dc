import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@crosstalk/testing';
import { stringify } from 'yaml';
import { ROOT } from '../docs/pages.js';
import { eventually } from '../harness/deadline.js';
import { FOLDER } from './rules.js';

/** One sample of the answer to a query. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface AlertState {
  readonly name: string;
  readonly state: 'pending' | 'firing';
  readonly labels: Readonly<Record<string, string>>;
}

/** Addresses by the name of their file in `targets`. */
export type Targets = Readonly<Record<string, readonly string[]>>;

/**
 * The program, with a copy of deploy/prometheus. The copy differs in this: the targets are the test's own, what happens every 15 s happens
 * every 2 s, and the alerts named in `patience` wait for as long as that says.
 */
export class PrometheusServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'crosstalk-prometheus-'));
  readonly #program: string;
  readonly #port: number;
  #child: ChildProcess | null = null;
  #output = '';
  readonly #onExit = (): void => void this.#child?.kill('SIGKILL');

  private constructor(program: string, port: number) {
    this.#program = program;
    this.#port = port;
    process.once('exit', this.#onExit);
  }

  /** @param patience durations such as `2s` by the name of an alert */
  static async start(
    program: string,
    targets: Targets,
    patience: Readonly<Record<string, string>> = {},
  ): Promise<PrometheusServer> {
    const server = new PrometheusServer(program, await freePort());
    server.#copyConfiguration(patience);
    for (const [file, addresses] of Object.entries(targets)) server.target(file, addresses);
    server.#run();
    await eventually('Prometheus ready', () => server.#isReady()).catch((error: Error) => {
      throw new Error(`${error.message}\n${server.#output}`);
    });
    return server;
  }

  /** Changes whom it scrapes; it takes notice by itself. */
  target(file: string, addresses: readonly string[]): void {
    const path = join(this.#folder, 'targets', `${file}.yml`);
    writeFileSync(`${path}.new`, stringify([{ targets: addresses, labels: { namespace: 'test' } }]));
    renameSync(`${path}.new`, path);
  }

  /** @throws Error with the words of Prometheus */
  async query(query: string): Promise<readonly Sample[]> {
    const { result } = (await this.#ask(`query?query=${encodeURIComponent(query)}`)) as {
      result: readonly { metric: Record<string, string>; value: [number, string] }[];
    };
    return result.map(({ metric, value: [, value] }) => ({ labels: metric, value: Number(value) }));
  }

  /** The value of a query with one sample, `null` where there is none. */
  async value(query: string): Promise<number | null> {
    const [sample] = await this.query(query);
    return sample?.value ?? null;
  }

  async alerts(): Promise<readonly AlertState[]> {
    const { alerts } = (await this.#ask('alerts')) as {
      alerts: readonly { labels: Record<string, string>; state: AlertState['state'] }[];
    };
    return alerts.map(({ labels, state }) => ({ name: labels.alertname ?? '', state, labels }));
  }

  /** What Prometheus could not compute, and why. */
  async ruleErrors(): Promise<readonly string[]> {
    const { groups } = (await this.#ask('rules')) as {
      groups: readonly { rules: readonly { name: string; health: string; lastError?: string }[] }[];
    };
    return groups
      .flatMap(({ rules }) => rules)
      .filter(({ health }) => health !== 'ok')
      .map(({ name, health, lastError = '' }) => `${name} is ${health} ${lastError}`);
  }

  async stop(): Promise<void> {
    process.off('exit', this.#onExit);
    const child = this.#child;
    this.#child = null;
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #copyConfiguration(patience: Readonly<Record<string, string>>): void {
    cpSync(join(ROOT, FOLDER), this.#folder, { recursive: true });
    this.#edit('prometheus.yml', (text) => text.replace(/(_interval|_timeout): \w+/g, '$1: 2s'));
    for (const [alert, duration] of Object.entries(patience)) {
      const pattern = new RegExp(`(alert: ${alert}\\n(?:(?!- alert).*\\n)*? +for: )\\w+`);
      this.#edit('rules/nodes.yml', (text) => text.replace(pattern, `$1${duration}`));
    }
  }

  /** @throws Error when the edit changes nothing */
  #edit(file: string, change: (text: string) => string): void {
    const path = join(this.#folder, file);
    const text = readFileSync(path, 'utf8');
    const changed = change(text);
    if (changed === text) throw new Error(`${file} is not as the test expects it`);
    writeFileSync(path, changed);
  }

  #run(): void {
    const child = spawn(
      this.#program,
      [
        `--config.file=${join(this.#folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(this.#folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${this.#port}`,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    child.stderr.on('data', (data: Buffer) => {
      this.#output = (this.#output + data.toString()).slice(-5_000);
    });
    child.once('error', (error) => {
      this.#output += error.message;
    });
    this.#child = child;
  }

  async #isReady(): Promise<boolean> {
    if (this.#child?.exitCode !== null) throw new Error('Prometheus ended');
    const answer = await fetch(`http://127.0.0.1:${this.#port}/-/ready`).catch(() => null);
    await answer?.arrayBuffer();
    return answer?.ok ?? false;
  }

  async #ask(path: string): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${this.#port}/api/v1/${path}`);
    const { status, data, error } = (await answer.json()) as {
      status: string;
      data: unknown;
      error?: string;
    };
    if (status !== 'success') throw new Error(`${error}: ${decodeURIComponent(path)}`);
    return data;
  }
}
