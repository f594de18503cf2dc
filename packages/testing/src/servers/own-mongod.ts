import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { freePort } from './free-port.js';
import { OwnProcess } from './own-process.js';

const READY = /"Waiting for connections"/;
const DEADLINE_MS = 60_000;

/** A mongod of the test's own, a replica set of one member. What it has acknowledged survives its death. */
export class OwnMongod {
  readonly #process: OwnProcess;

  private constructor(port: number) {
    this.#process = new OwnProcess('CROSSTALK_MONGOD', port);
  }

  /** @throws when CROSSTALK_MONGOD names no program */
  static async start(): Promise<OwnMongod> {
    const mongod = new OwnMongod(await freePort());
    await mongod.#run();
    const host = `127.0.0.1:${mongod.#process.port}`;
    await mongod.#command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
    await mongod.#primary();
    return mongod;
  }

  /** Without a database. */
  get url(): URL {
    return new URL(`mongodb://127.0.0.1:${this.#process.port}/?replicaSet=rs0&directConnection=true`);
  }

  /** With a database, as a node is configured. */
  urlOf(database: string): string {
    const { url } = this;
    url.pathname = `/${database}`;
    return url.href;
  }

  kill(): Promise<void> {
    return this.#process.kill();
  }

  async resume(): Promise<void> {
    await this.#run();
    await this.#primary();
  }

  /** Copies its files while it runs, writes held up meanwhile: a backup of one instant. @returns the folder of the copy, to be removed */
  async backUp(): Promise<string> {
    const copy = mkdtempSync(join(tmpdir(), 'crosstalk-backup-'));
    await this.#command({ fsync: 1, lock: true });
    try {
      cpSync(this.#process.folder, copy, { recursive: true });
    } finally {
      await this.#command({ fsyncUnlock: 1 });
    }
    return copy;
  }

  /** Ends, loses everything, and comes back with what the backup has. */
  async restore(backup: string): Promise<void> {
    await this.kill();
    rmSync(this.#process.folder, { recursive: true, force: true });
    cpSync(backup, this.#process.folder, { recursive: true });
    await this.resume();
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

  remove(): Promise<void> {
    return this.#process.remove();
  }

  async #run(): Promise<void> {
    const { port, folder } = this.#process;
    const place = ['--port', `${port}`, '--bind_ip', '127.0.0.1', '--dbpath', folder, '--replSet', 'rs0'];
    const size = ['--oplogSize', '64', '--wiredTigerCacheSizeGB', '0.25'];
    await this.#process.start([...place, ...size, '--setParameter', 'enableTestCommands=1'], READY);
  }

  async #primary(): Promise<void> {
    while (!(await this.#command({ hello: 1 })).isWritablePrimary);
  }

  async #command(command: Record<string, unknown>): Promise<Record<string, unknown>> {
    const direct = `mongodb://127.0.0.1:${this.#process.port}/?directConnection=true`;
    const client = await MongoClient.connect(direct, { serverSelectionTimeoutMS: DEADLINE_MS });
    try {
      return await client.db('admin').command(command);
    } finally {
      await client.close();
    }
  }
}
