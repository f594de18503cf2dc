import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { get } from 'node:http';
import { within } from './deadline.js';
import { ordinaryUser } from './ordinary-user.js';

/** Where a gateway listens, as a load balancer must know it. */
export interface GatewayPlace {
  readonly port: number;
  readonly opsPort: number;
}

export interface LoadBalancerPlan {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Where clients connect, without TLS and with it. */
  readonly port: number;
  readonly tlsPort: number;
  /** What is for operators only; 0 where the program has nothing. */
  readonly opsPort: number;
  readonly folder: string;
}

/** HAProxy or nginx as a process of its own, under an ordinary user, with the configuration of `deploy`. */
export class LoadBalancer {
  readonly #child: ChildProcess;
  readonly #plan: LoadBalancerPlan;
  readonly output: string[] = [];
  readonly exited: Promise<number | null>;
  readonly #onExit = (): void => void this.#child.kill('SIGKILL');

  private constructor(plan: LoadBalancerPlan) {
    this.#plan = plan;
    this.#child = spawn(plan.program, plan.args, {
      cwd: plan.folder,
      env: { PATH: process.env.PATH, ...plan.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...ordinaryUser(),
    });
    this.exited = once(this.#child, 'exit').then(([code]) => code as number | null);
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (data: Buffer) => this.output.push(data.toString()));
    // A run that ends early leaves no server behind.
    process.once('exit', this.#onExit);
  }

  /** Starts it and waits until a gateway answers through it. @throws with its output when it ends before */
  static async start(plan: LoadBalancerPlan): Promise<LoadBalancer> {
    const balancer = new LoadBalancer(plan);
    try {
      await within(
        Promise.race([balancer.#answers(), balancer.#ends()]),
        `${plan.program} to answer`,
        60_000,
      );
    } catch (error) {
      await balancer.stop();
      throw new Error(`${(error as Error).message}\n${balancer.output.join('').slice(-4_000)}`);
    }
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#plan.port}`;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${this.#plan.port}`;
  }

  /** `localhost`, since a certificate is for a name. */
  get tlsUrl(): string {
    return `https://localhost:${this.#plan.tlsPort}`;
  }

  get opsUrl(): string {
    return `http://127.0.0.1:${this.#plan.opsPort}`;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get folder(): string {
    return this.#plan.folder;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Cuts off everybody. Idempotent. */
  async stop(): Promise<void> {
    process.off('exit', this.#onExit);
    // SIGTERM, not SIGKILL: the master of nginx ends its workers.
    this.#child.kill('SIGTERM');
    await within(this.exited, 'the end of the load balancer');
    rmSync(this.#plan.folder, { recursive: true, force: true });
  }

  async #answers(): Promise<void> {
    for (;;) {
      if ((await statusOf(`${this.url}/docs`)) < 500) return;
      if (this.#child.exitCode !== null) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #ends(): Promise<never> {
    throw new Error(`${this.#plan.program} ended with ${await this.exited}`);
  }
}

/** 599 when there is none. The connection is closed, so that it does not count for a limit. */
function statusOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    const asked = get(url, { agent: false }, (response) => {
      response.resume().once('close', () => resolve(response.statusCode ?? 599));
    });
    asked.once('error', () => resolve(599));
  });
}
