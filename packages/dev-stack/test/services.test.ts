import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { MongoClient } from 'mongodb';
import { checkDisk } from '../src/data/check-disk.js';
import { pickPort } from '../src/process/port.js';
import { processStartTime } from '../src/process/process-start-time.js';
import { BINARIES } from '../src/resolve/binary-kind.js';
import { fromVariable } from '../src/resolve/from-variable.js';
import { resolveBinary } from '../src/resolve/resolve-binary.js';
import { startMongo } from '../src/services/start-mongo.js';
import { startRedis } from '../src/services/start-redis.js';
import { StackError } from '../src/stack-error.js';
import { temporaryFolders } from './temporary-folders.js';

const HOST = '127.0.0.1';

const binary = (kind: (typeof BINARIES)[keyof typeof BINARIES]) =>
  resolveBinary(kind, { environment: process.env, cache: '', report: () => {} }, [fromVariable]);

describe('the embedded servers', () => {
  const newFolder = temporaryFolders();

  const request = async (name: string) => {
    const root = await newFolder();
    await mkdir(join(root, name));
    return { folder: join(root, name), log: join(root, `${name}.log`), port: await pickPort(HOST, 0) };
  };

  it('keep MongoDB data between runs, also when the port has changed', async () => {
    const mongod = await binary(BINARIES.mongod);
    const first = await request('mongo');
    const before = await startMongo(mongod, first);
    await withDatabase(before.url, (database) => database.collection('kept').insertOne({ text: 'hello' }));
    await before.close();
    expect(processStartTime(before.pid)).to.equal(undefined);
    const after = await startMongo(mongod, { ...first, port: await pickPort(HOST, 0) });
    try {
      const found = await withDatabase(after.url, async (database, client) => {
        return client.withSession((session) =>
          session.withTransaction(() => database.collection('kept').findOne({}, { session })),
        );
      });
      expect(found).to.include({ text: 'hello' });
    } finally {
      await after.close();
    }
  });

  it('refuse a MongoDB folder of another version with what to do', async () => {
    const place = await request('mongo');
    await writeFile(`${place.folder}.version`, '4.4\n');
    const failure = await startMongo(await binary(BINARIES.mongod), place).catch((error) => error);
    expect(failure).to.be.instanceOf(StackError);
    expect(failure.message).to.match(/was made by MongoDB 4\.4, but MongoDB \d+\.\d+ was found/);
    expect(failure.advice.join('\n')).to.include('--fresh').and.include('CROSSTALK_MONGOD');
  });

  it('say that a MongoDB folder is damaged', async () => {
    const mongod = await binary(BINARIES.mongod);
    const place = await request('mongo');
    await (await startMongo(mongod, place)).close();
    const tables = (await readdir(place.folder)).filter((name) => name.endsWith('.wt'));
    for (const name of tables) await writeFile(join(place.folder, name), 'scrambled');
    const failure = await startMongo(mongod, place).catch((error) => error);
    expect(failure.message).to.equal(`The data in ${place.folder} is damaged.`);
  });

  it('say which port is in use', async () => {
    const redis = await binary(BINARIES.redis);
    const place = await request('redis');
    const squatter = createServer((socket) => socket.destroy()).listen(place.port, HOST);
    await once(squatter, 'listening');
    const failure = await startRedis(redis.path, place).catch((error) => error);
    squatter.close();
    expect(failure.message).to.equal(`Port ${place.port} is in use; Redis cannot listen on it.`);
  });

  it('start Redis and end it cleanly, twice if asked twice', async () => {
    const redis = await startRedis((await binary(BINARIES.redis)).path, await request('redis'));
    expect(processStartTime(redis.pid)).to.be.a('string');
    await redis.close();
    await redis.close();
    expect(processStartTime(redis.pid)).to.equal(undefined);
  });

  it('are not started on a disk that is nearly full', async () => {
    const folder = await newFolder();
    const failure = await checkDisk(folder, Number.MAX_SAFE_INTEGER).catch((error) => error);
    expect(failure.message).to.match(/is nearly full: \d+ MiB free/);
  });
});

async function withDatabase<T>(
  url: string,
  work: (database: ReturnType<MongoClient['db']>, client: MongoClient) => Promise<T>,
): Promise<T> {
  const client = await MongoClient.connect(url);
  try {
    return await work(client.db('dev_stack_test'), client);
  } finally {
    await client.close();
  }
}
