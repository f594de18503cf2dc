import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { required } from './cluster.js';
import { eventually } from './deadline.js';

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

type Command = (server: OwnServer) => readonly [string, ...string[]];

/** A database server of one test, which may kill it and start it again on the same port and data. */
export class OwnServer {
  readonly port: number;
  readonly folder: string;
  readonly #command: Command;
  #child: ChildProcess | null = null;

  private constructor(port: number, command: Command) {
    this.port = port;
    this.folder = mkdtempSync(join(tmpdir(), 'crosstalk-own-'));
    this.#command = command;
  }

  /** Redis without persistence: what it held is gone when it is killed, as with a lost machine. */
  static async redis(): Promise<OwnServer> {
    const binary = required('CROSSTALK_REDIS_SERVER');
    const server = new OwnServer(await freePort(), ({ port, folder }) => [
      binary,
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'],
      ...['--maxmemory-policy', 'noeviction'],
    ]);
    await server.start();
    return server;
  }

  /** MongoDB as a replica set of one, initiated. */
  static async mongo(): Promise<OwnServer> {
    const binary = required('CROSSTALK_MONGOD');
    const server = new OwnServer(await freePort(), ({ port, folder }) => [
      binary,
      ...[
        '--port',
        String(port),
        '--bind_ip',
        '127.0.0.1',
        '--dbpath',
        folder,
        '--replSet',
        'rs0',
        '--quiet',
      ],
      ...['--wiredTigerCacheSizeGB', '0.25'],
    ]);
    await server.start();
    await initiate(server.mongodbUrl);
    return server;
  }

  /** For servers made by `mongo`. */
  get mongodbUrl(): string {
    return `mongodb://127.0.0.1:${this.port}/crosstalk?directConnection=true`;
  }

  async start(): Promise<void> {
    const [binary, ...args] = this.#command(this);
    this.#child = spawn(binary, args, { stdio: 'ignore' });
    await eventually(`a server on port ${this.port}`, () => accepts(this.port), 30_000);
  }

  /** As a crash: no farewell, no flush. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function initiate(url: string): Promise<void> {
  const client = await MongoClient.connect(url);
  const admin = client.db('admin');
  const { host } = new URL(url);
  await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
  await eventually('a primary', async () => (await admin.command({ hello: 1 })).isWritablePrimary === true);
  await client.close();
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
