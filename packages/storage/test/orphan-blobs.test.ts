import { ChatError, DEFAULT_TENANT, type FileId } from '@crosstalk/domain';
import type { Storage } from '@crosstalk/storage';
import { fileDraft, NO_LIMIT, present } from '@crosstalk/testing';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { type Connection, createConnection } from 'mongoose';
import { type Collections, collectionsOf } from '../src/collections.js';
import { BlobLedger } from '../src/files/blob-ledger.js';
import { GridFsBlobStore } from '../src/files/grid-fs-blob-store.js';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';

const DAY_MS = 86_400_000;
const bytes = (): [Uint8Array] => [Buffer.alloc(1_000, Math.random().toString())];

/** Each test leaves the database as a process does that ends between two writes. */
describe('Bytes that lost their file in a crash', () => {
  let database: TestDatabase;
  let storage: Storage;
  let connection: Connection;
  let collections: Collections;
  let ledger: BlobLedger;
  before(async () => {
    database = await createTestDatabase();
    storage = await database.open();
    connection = await createConnection(database.config.mongodbUrl).asPromise();
    collections = collectionsOf(connection);
    ledger = new BlobLedger({ ...collections, stores: [new GridFsBlobStore(collections.db)] });
  });
  after(async () => {
    await connection.close();
    await database.drop();
  });
  beforeEach(async () => {
    await storage.files.deleteOrphanBlobs(0, 100);
    expect(await database.storedBytes()).to.equal(0);
  });

  const readable = async (id: FileId): Promise<number> => {
    let size = 0;
    for await (const chunk of present(present(await storage.files.open(id, 'content')).content).read()) {
      size += chunk.byteLength;
    }
    return size;
  };
  const expectSwept = async (): Promise<void> => {
    expect(await storage.files.deleteOrphanBlobs(DAY_MS, 100), 'too young').to.equal(0);
    expect(await database.storedBytes()).to.be.greaterThan(0);
    expect(await storage.files.deleteOrphanBlobs(0, 100)).to.equal(1);
    expect(await database.storedBytes()).to.equal(0);
    expect(await collections.blobs.countDocuments()).to.equal(0);
  };

  it('before its record was written are removed, when no upload can be at them any more', async () => {
    await ledger.write(DEFAULT_TENANT, bytes(), 1_000);
    await expectSwept();
  });

  it('in the middle of the bytes are removed', async () => {
    const { key } = await ledger.write(DEFAULT_TENANT, bytes(), 1_000);
    await collections.db.collection('contents.files').deleteMany({ filename: key });
    await expectSwept();
  });

  it('after its record was deleted are removed', async () => {
    const { id } = await storage.files.put(fileDraft(), bytes(), NO_LIMIT);
    await collections.blobs.updateMany({}, { $set: { doubtfulAt: new Date() }, $inc: { version: 1 } });
    await collections.attachments.deleteOne({ _id: id });
    await expectSwept();
  });

  it('while they were removed are removed', async () => {
    const { key } = await ledger.write(DEFAULT_TENANT, bytes(), 1_000);
    await collections.blobs.updateOne({ _id: key }, { $inc: { version: 1 } });
    await expectSwept();
  });

  it('are none when a file needs them all the same', async () => {
    const [content] = bytes();
    const kept = await storage.files.put(fileDraft(), [content], NO_LIMIT);
    await collections.blobs.updateMany({}, { $set: { doubtfulAt: new Date() }, $inc: { version: 1 } });
    expect(await storage.files.deleteOrphanBlobs(0, 100)).to.equal(1);
    expect(await storage.files.deleteOrphanBlobs(0, 100)).to.equal(0);
    expect(await readable(kept.id)).to.equal(1_000);
    await storage.files.delete([kept.id]);
  });

  it('are none when a file takes them in the moment in which they are found to be nobody’s', async () => {
    const [content] = bytes();
    const gone = await storage.files.put(fileDraft(), [content], NO_LIMIT);
    const key = String((await collections.blobs.findOne({}))?._id);
    await collections.blobs.updateOne(
      { _id: key },
      { $set: { doubtfulAt: new Date() }, $inc: { version: 1 } },
    );
    await collections.attachments.deleteOne({ _id: gone.id });
    let id = gone.id;
    const attachments = Object.create(collections.attachments, {
      findOne: {
        value: async (...args: Parameters<typeof collections.attachments.findOne>) => {
          const found = await collections.attachments.findOne(...args);
          id = (await storage.files.put(fileDraft(), [content], NO_LIMIT)).id;
          return found;
        },
      },
    }) as typeof collections.attachments;
    const stores = [new GridFsBlobStore(collections.db)] as const;
    await new BlobLedger({ blobs: collections.blobs, attachments, stores }).settle([key]);
    expect(await readable(id)).to.equal(1_000);
    await storage.files.delete([id]);
  });

  it('that a sweep takes while they come make the upload fail whole', async () => {
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield* bytes();
      await storage.files.deleteOrphanBlobs(0, 100);
    }
    const error = await storage.files.put(fileDraft(), slow(), NO_LIMIT).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ChatError).and.include({ code: 'unavailable' });
    expect(await database.storedBytes()).to.equal(0);
    expect(await collections.attachments.countDocuments()).to.equal(0);
  });

  it('that cannot be removed hold up no others, and are told', async () => {
    const { key } = await ledger.write(DEFAULT_TENANT, bytes(), 1_000);
    await ledger.write(DEFAULT_TENANT, bytes(), 1_000);
    await collections.blobs.updateOne({ _id: key }, { $set: { store: 'elsewhere' } });
    const error = await storage.files.deleteOrphanBlobs(0, 100).catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'internal' });
    expect(await database.storedBytes()).to.equal(1_000);
    await collections.blobs.updateOne({ _id: key }, { $set: { store: 'gridfs' } });
  });

  it('of the version before are read, and go with their file', async () => {
    const { key } = await ledger.write(DEFAULT_TENANT, bytes(), 1_000);
    const { id } = await storage.files.put(fileDraft(), bytes(), NO_LIMIT);
    await storage.files.finish(id, { status: 'rejected', reason: 'only for its record' });
    const content = (await collections.db.collection('contents.files').findOne({ filename: key }))?._id;
    // Of that version there is no account of bytes, and a file is ready when it is stored.
    await collections.blobs.deleteMany({});
    await collections.attachments.updateOne(
      { _id: id },
      {
        $set: { status: 'ready', contentId: content as never, size: 1_000 },
        $unset: { parts: 1, sha256: 1 },
      },
    );
    expect(await readable(id)).to.equal(1_000);
    expect(present(await storage.files.open(id, 'content')).content?.etag).to.equal(key);
    await storage.files.delete([id]);
    expect(await database.storedBytes()).to.equal(0);
  });
});
