import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A Redis of the test's own, to be killed and started again on the same port. Holds nothing on disk. */
export class OwnRedis {
  readonly port: number;
  readonly #folder: string;
  readonly #options: readonly string[];
  #process: ChildProcess | null = null;

  private constructor(port: number, folder: string, options: readonly string[]) {
    this.port = port;
    this.#folder = folder;
    this.#options = options;
  }

  /** @throws when CROSSTALK_REDIS_SERVER does not name a server program */
  static async start(...options: string[]): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort(), await mkdtemp(join(tmpdir(), 'crosstalk-redis-')), options);
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get folder(): string {
    return this.#folder;
  }

  async start(): Promise<void> {
    const program = process.env.CROSSTALK_REDIS_SERVER;
    if (!program)
      throw new Error(
        'CROSSTALK_REDIS_SERVER is not set: name a redis-server or valkey-server, or run npm test.',
      );
    const common = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.#folder];
    const config = this.#options[0]?.endsWith('.conf') ? this.#options : ['--save', '', ...this.#options];
    const child = spawn(
      program,
      this.#options[0]?.endsWith('.conf') ? [...config, ...common] : [...common, ...config],
    );
    this.#process = child;
    await new Promise<void>((resolve, reject) => {
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (/ready to accept connections|\+monitor|Sentinel ID/i.test(output)) resolve();
      });
      child.once('exit', () => reject(new Error(`the Redis of the test did not start:\n${output}`)));
      child.once('error', reject);
    });
  }

  /** Kills it at once; clients notice by their connections. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async end(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
