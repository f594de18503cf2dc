import { type Db, type Document, MongoClient, MongoServerError } from 'mongodb';

const ANSWER_LIMIT_MS = 2_000;
const NOT_YET_INITIALIZED = 94;
const INVALID_REPLICA_SET_CONFIG = 93;

/**
 * Makes the mongod on this port the primary of a replica set of one.
 *
 * A folder that ran on another port before names that port in its configuration: it is written anew.
 *
 * @throws Error as long as it is not the primary; meant to be called again until it is.
 */
export async function ensurePrimary(host: string, port: number): Promise<void> {
  const client = new MongoClient(`mongodb://${host}:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: ANSWER_LIMIT_MS,
    connectTimeoutMS: ANSWER_LIMIT_MS,
  });
  try {
    const admin = client.db('admin');
    const hello = await admin.command({ hello: 1 });
    if (hello.isWritablePrimary === true) return;
    await configure(admin, `${host}:${port}`);
    throw new Error('the replica set has no primary yet');
  } finally {
    await client.close();
  }
}

async function configure(admin: Db, address: string): Promise<void> {
  const member = { _id: 0, host: address };
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    if (config.members[0].host !== address) await reconfigure(admin, config, member);
  } catch (failure) {
    if (!(failure instanceof MongoServerError)) throw failure;
    if (failure.code !== NOT_YET_INITIALIZED && failure.code !== INVALID_REPLICA_SET_CONFIG) throw failure;
    await admin.command({ replSetInitiate: { _id: 'rs0', members: [member] } });
  }
}

async function reconfigure(admin: Db, config: Document, member: Document): Promise<void> {
  const replSetReconfig = { ...config, version: config.version + 1, members: [member] };
  await admin.command({ replSetReconfig, force: true });
}
