/**
 * Makes a replica set of the one member `MONGODB_MEMBER` (`host:port`), an administrator `root` and the user `crosstalk`, which may write to
 * the database `crosstalk` and nowhere else. Does what is missing, and sets the password of `crosstalk` anew. Must come from the network of
 * mongod: as long as there is no user, mongod lets those do it who come from its own machine (localhost exception).
 */
import mongoose from 'mongoose';

const { MONGODB_MEMBER = '', MONGODB_ROOT_PASSWORD = '', MONGODB_PASSWORD = '' } = process.env;
const LIMIT_MS = 60_000;
const ALREADY_INITIALIZED = 23;
/** Of a command without a password, once there is a user. */
const REFUSED = 13;
const NO_SUCH_USER = 11;

const port = MONGODB_MEMBER.split(':')[1];
const roles = [
  { role: 'readWrite', db: 'crosstalk' },
  { role: 'dbAdmin', db: 'crosstalk' },
];

await withDatabases(null, async ({ admin }) => {
  const { isreplicaset } = await admin.command({ hello: 1 });
  if (isreplicaset) {
    const config = { _id: 'rs0', members: [{ _id: 0, host: MONGODB_MEMBER }] };
    await admin.command({ replSetInitiate: config }).catch(unless(ALREADY_INITIALIZED));
  }
  await primary(admin);
  await admin
    .command({ createUser: 'root', pwd: MONGODB_ROOT_PASSWORD, roles: ['root'] })
    .catch(unless(REFUSED));
});
await withDatabases({ username: 'root', password: MONGODB_ROOT_PASSWORD }, async ({ crosstalk }) => {
  const user = { pwd: MONGODB_PASSWORD, roles };
  await crosstalk.command({ updateUser: 'crosstalk', ...user }).catch(async (error) => {
    if (error.code !== NO_SUCH_USER) throw error;
    await crosstalk.command({ createUser: 'crosstalk', ...user });
  });
});

async function withDatabases(auth, work) {
  const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: LIMIT_MS,
    ...(auth ? { auth, authSource: 'admin' } : {}),
  });
  try {
    await work({ admin: client.db('admin'), crosstalk: client.db('crosstalk') });
  } finally {
    await client.close();
  }
}

/** Waits until the only member has elected itself. */
async function primary(admin) {
  const endsAt = Date.now() + LIMIT_MS;
  while (!(await admin.command({ hello: 1 })).isWritablePrimary) {
    if (Date.now() > endsAt) throw new Error(`${MONGODB_MEMBER} is not primary`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function unless(code) {
  return (error) => {
    if (error.code !== code) throw error;
  };
}
