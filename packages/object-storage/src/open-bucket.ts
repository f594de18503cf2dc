import { S3Client } from '@aws-sdk/client-s3';
import { S3BlobStore } from './s3-blob-store.js';
import type { S3Values } from './s3-settings.js';

/** A silent server is given up on: a caller who waits would wait without end. */
const TIME_LIMITS_MS = { connect: 2_000, silence: 10_000 } as const;

export function openBucket(values: S3Values & { readonly s3Bucket: string }): S3BlobStore {
  const { s3Bucket, s3Endpoint, s3Region, s3AccessKeyId, s3SecretAccessKey, s3PathStyle } = values;
  const client = new S3Client({
    region: s3Region,
    forcePathStyle: s3PathStyle,
    ...(s3Endpoint !== undefined && { endpoint: s3Endpoint }),
    ...(s3AccessKeyId !== undefined &&
      s3SecretAccessKey !== undefined && {
        credentials: { accessKeyId: s3AccessKeyId, secretAccessKey: s3SecretAccessKey },
      }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: TIME_LIMITS_MS.connect, socketTimeout: TIME_LIMITS_MS.silence },
    // The checksums that AWS added later are unknown to many servers; the bytes are hashed by us in any case.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return new S3BlobStore(client, s3Bucket);
}
