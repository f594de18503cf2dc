import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { BlobStore, ByteRange, ByteSource } from '@crosstalk/domain';
import { toS3Error } from './to-s3-error.js';

/** Least that S3 takes for a part; with `PARTS_AT_ONCE` it bounds what one upload holds in memory. */
const PART_BYTES = 5 * 1024 * 1024;
const PARTS_AT_ONCE = 2;

/** Bytes in a bucket, streamed both ways. */
export class S3BlobStore implements BlobStore {
  readonly name = 's3';
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async put(key: string, bytes: ByteSource): Promise<void> {
    const source = watched(bytes);
    const upload = new Upload({
      client: this.#client,
      params: { Bucket: this.#bucket, Key: key, Body: Readable.from(source.bytes, { objectMode: false }) },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    });
    try {
      await upload.done();
    } catch (error) {
      // What cannot be removed now is found by its key later.
      await this.delete(key).catch(() => undefined);
      throw source.failure() ?? toS3Error(error);
    }
  }

  async *open(key: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    const Range = range && `bytes=${range.first}-${range.last}`;
    const at = { Bucket: this.#bucket, Key: key };
    try {
      const { Body } = await this.#client.send(new GetObjectCommand(Range ? { ...at, Range } : at));
      for await (const chunk of Body as Readable) yield chunk as Uint8Array;
    } catch (error) {
      throw toS3Error(error);
    }
  }

  async delete(key: string): Promise<void> {
    const Bucket = this.#bucket;
    try {
      await this.#client.send(new DeleteObjectCommand({ Bucket, Key: key }));
      const list = new ListMultipartUploadsCommand({ Bucket, Prefix: key });
      const { Uploads = [] } = await this.#client.send(list);
      for (const { UploadId } of Uploads) {
        await this.#client.send(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId }));
      }
    } catch (error) {
      throw toS3Error(error);
    }
  }

  close(): void {
    this.#client.destroy();
  }
}

/** The same bytes, and how they failed if they did: the SDK wraps some errors. */
function watched(bytes: ByteSource): { readonly bytes: AsyncIterable<Uint8Array>; failure(): unknown } {
  let failure: unknown;
  async function* pass(): AsyncGenerator<Uint8Array> {
    try {
      yield* bytes;
    } catch (error) {
      failure = error;
      throw error;
    }
  }
  return { bytes: pass(), failure: () => failure };
}
