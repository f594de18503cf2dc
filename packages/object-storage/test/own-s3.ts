import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  CreateBucketCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { parseConfig } from '@crosstalk/config';
import type { BlobStore } from '@crosstalk/domain';
import { createS3BlobStore, s3Settings } from '@crosstalk/object-storage';
import { freePort, OwnProcess } from '@crosstalk/testing';

const BUCKET = 'files';
const KEY = 'minioadmin';

export interface OwnS3 {
  readonly store: BlobStore;
  storedBytes(): Promise<number>;
  /** As a crash. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** A real S3 server of the test's own, `versitygw` or `minio`, and an empty bucket. @throws when S3_TEST_SERVER names no program */
export async function startOwnS3(): Promise<OwnS3> {
  const server = new OwnProcess('S3_TEST_SERVER', await freePort());
  const folder = join(server.folder, 'buckets');
  mkdirSync(folder);
  const at = `127.0.0.1:${server.port}`;
  const minio = basename(process.env.S3_TEST_SERVER ?? '').startsWith('minio');
  const args = minio
    ? ['server', folder, '--address', at]
    : ['--port', at, '--access', KEY, '--secret', KEY, 'posix', folder];
  await server.start(args, /API|listening/);
  const endpoint = `http://${at}`;
  const credentials = { accessKeyId: KEY, secretAccessKey: KEY };
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials,
    maxAttempts: 10,
  });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const environment = {
    FILES_S3_BUCKET: BUCKET,
    FILES_S3_ENDPOINT: endpoint,
    FILES_S3_ACCESS_KEY_ID: KEY,
    FILES_S3_SECRET_ACCESS_KEY: KEY,
    FILES_S3_PATH_STYLE: 'on',
  };
  const store = await createS3BlobStore(parseConfig(s3Settings, environment));
  if (store === null) throw new Error('the settings named no bucket');
  return {
    store,
    storedBytes: () => bytesIn(client),
    kill: () => server.kill(),
    close: async () => {
      store.close();
      client.destroy();
      await server.remove();
    },
  };
}

/** Of objects, and of parts that became none. */
async function bytesIn(client: S3Client): Promise<number> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }));
  const sizes = Contents.map(({ Size = 0 }) => Size);
  for (const { Key, UploadId } of Uploads) {
    const { Parts = [] } = await client.send(new ListPartsCommand({ Bucket: BUCKET, Key, UploadId }));
    sizes.push(...Parts.map(({ Size = 0 }) => Size));
  }
  return sizes.reduce((sum, size) => sum + size, 0);
}
