import { type Db, MongoClient } from 'mongodb';
import type { Cluster } from './cluster.js';

interface ProfileEntry {
  readonly op: string;
  readonly ns: string;
  readonly command?: Readonly<Record<string, unknown>>;
}

/** Watches every operation on a cluster's database with MongoDB's own profiler. */
export class Profile {
  readonly #client: MongoClient;
  readonly #db: Db;

  private constructor(client: MongoClient) {
    this.#client = client;
    this.#db = client.db();
  }

  static async start(cluster: Cluster): Promise<Profile> {
    const client = await MongoClient.connect(cluster.environment.MONGODB_URL ?? '');
    await client.db().command({ profile: 2, slowms: 0, sampleRate: 1 });
    return new Profile(client);
  }

  /** Runs the task and names what it cost, as `verb collection`, sorted. Background work of the nodes must be over. */
  async during(task: () => Promise<unknown>): Promise<string[]> {
    await this.#db.command({ profile: 0 });
    await this.#db.dropCollection('system.profile').catch(() => undefined);
    await this.#db.command({ profile: 2, slowms: 0, sampleRate: 1 });
    await task();
    await this.#db.command({ profile: 0 });
    const entries = await this.#db.collection<ProfileEntry>('system.profile').find().toArray();
    return entries
      .map(nameOf)
      .filter((name) => name !== null)
      .sort();
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}

function nameOf({ op, ns, command = {} }: ProfileEntry): string | null {
  const collection = ns.slice(ns.indexOf('.') + 1);
  if (collection.startsWith('system.') || collection === '$cmd') return null;
  const verb = [
    'findAndModify',
    'findandmodify',
    'aggregate',
    'find',
    'insert',
    'update',
    'delete',
    'count',
    'distinct',
  ].find((name) => name in command);
  return `${verb ?? op} ${collection}`;
}
