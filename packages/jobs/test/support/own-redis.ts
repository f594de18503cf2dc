import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** A Redis of this test alone, to be killed and started again, empty each time. */
export class OwnRedis {
  readonly #binary: string;
  readonly #port: number;
  #child: ChildProcess | undefined;

  private constructor(binary: string, port: number) {
    this.#binary = binary;
    this.#port = port;
  }

  static async start(): Promise<OwnRedis> {
    const binary = process.env.CROSSTALK_REDIS_SERVER;
    if (!binary)
      throw new Error('CROSSTALK_REDIS_SERVER is not set: this test starts and kills a Redis of its own.');
    const redis = new OwnRedis(binary, await freePort());
    await redis.resume();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  async resume(): Promise<void> {
    const child = spawn(this.#binary, ['--port', String(this.#port), '--bind', '127.0.0.1', '--save', '']);
    this.#child = child;
    for await (const chunk of child.stdout) {
      if (String(chunk).includes('Ready to accept connections')) break;
    }
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
