import type { BlobStore, ByteRange, ByteSource } from '@crosstalk/domain';
import { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';

export const GRID_FS = 'gridfs';

const BUCKET = 'contents';
/** Larger than the driver's own: a quarter of the round trips, and still little to hold for each of many uploads. */
const CHUNK_BYTES = 1024 * 1024;

/** Bytes in MongoDB itself. Keys are ObjectIds in hex. */
export class GridFsBlobStore implements BlobStore {
  readonly name = GRID_FS;
  readonly #db: mongo.Db;
  readonly #bucket: mongo.GridFSBucket;

  constructor(db: mongo.Db) {
    this.#db = db;
    this.#bucket = new mongo.GridFSBucket(db, {
      bucketName: BUCKET,
      chunkSizeBytes: CHUNK_BYTES,
      writeConcern: { w: 'majority', wtimeoutMS: TIME_LIMITS_MS.majority },
    });
  }

  async put(key: string, bytes: ByteSource): Promise<void> {
    const upload = this.#bucket.openUploadStreamWithId(idOf(key), key);
    // What goes wrong is heard by the write that it goes wrong in.
    upload.on('error', () => undefined);
    try {
      for await (const chunk of bytes) await written(upload, chunk);
      await ended(upload);
    } catch (error) {
      upload.destroy();
      await this.delete(key);
      throw error;
    }
  }

  async *open(key: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    const options = range && { start: range.first, end: range.last + 1 };
    const download = this.#bucket.openDownloadStream(idOf(key), options);
    for await (const chunk of download) yield chunk as Uint8Array;
  }

  async delete(key: string): Promise<void> {
    const id = idOf(key);
    await this.#db.collection(`${BUCKET}.files`).deleteOne({ _id: id });
    await this.#db.collection(`${BUCKET}.chunks`).deleteMany({ files_id: id });
  }

  /** The connection is that of all stores. */
  close(): void {}
}

const idOf = (key: string): mongo.ObjectId => mongo.ObjectId.createFromHexString(key);

/** Resolves when MongoDB has what was full, so that a fast sender waits for it. */
function written(upload: mongo.GridFSBucketWriteStream, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    upload.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

function ended(upload: mongo.GridFSBucketWriteStream): Promise<void> {
  return new Promise((resolve, reject) => {
    upload.once('finish', resolve).once('error', reject);
    upload.end();
  });
}
