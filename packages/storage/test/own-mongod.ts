import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mongoose';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}

/** A mongod that a test may kill. */
export class OwnMongod {
  readonly url: URL;
  readonly #folder: string;
  readonly #port: number;
  #process: ChildProcess;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.url = new URL(`mongodb://127.0.0.1:${port}/?replicaSet=rs0&directConnection=true`);
    this.#process = this.#spawn();
  }

  /** @throws when `CROSSTALK_MONGOD` does not name the program */
  static async start(): Promise<OwnMongod> {
    const mongod = new OwnMongod(await mkdtemp(join(tmpdir(), 'crosstalk-mongod-')), await freePort());
    await mongod.#initiate();
    return mongod;
  }

  /** As a power cut: nothing is flushed, nobody is told. */
  async kill(): Promise<void> {
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }

  async restart(): Promise<void> {
    this.#process = this.#spawn();
    await this.#primary();
  }

  /** Makes commands fail as `data` says while the work runs (the server's `failCommand` fail point). */
  async failing<T>(data: Record<string, unknown>, work: () => Promise<T>): Promise<T> {
    const failPoint = { configureFailPoint: 'failCommand' };
    await this.#command({ ...failPoint, mode: 'alwaysOn', data });
    try {
      return await work();
    } finally {
      await this.#command({ ...failPoint, mode: 'off' });
    }
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #spawn(): ChildProcess {
    const program = process.env.CROSSTALK_MONGOD;
    if (!program) throw new Error('CROSSTALK_MONGOD is not set: run the tests with `npm test`.');
    const options = {
      dbpath: this.#folder,
      port: this.#port,
      bind_ip: '127.0.0.1',
      replSet: 'rs0',
      oplogSize: 64,
      wiredTigerCacheSizeGB: 0.25,
    };
    // Lets tests make commands fail.
    const testing = ['--setParameter', 'enableTestCommands=1'];
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
    const child = spawn(program, [...args, ...testing], { stdio: 'ignore' });
    // A run that ends early leaves no server behind.
    process.once('exit', () => child.kill('SIGKILL'));
    return child;
  }

  async #initiate(): Promise<void> {
    await this.#command({
      replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${this.#port}` }] },
    });
    await this.#primary();
  }

  async #primary(): Promise<void> {
    while (!(await this.#command({ hello: 1 })).isWritablePrimary);
  }

  async #command(command: Record<string, unknown>): Promise<Record<string, unknown>> {
    const connection = await createConnection(`mongodb://127.0.0.1:${this.#port}/?directConnection=true`, {
      serverSelectionTimeoutMS: 20_000,
    }).asPromise();
    try {
      return await connection.getClient().db('admin').command(command);
    } finally {
      await connection.close();
    }
  }
}
