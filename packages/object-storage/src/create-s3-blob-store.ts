import { S3Client } from '@aws-sdk/client-s3';
import { S3BlobStore } from './s3-blob-store.js';
import { checkS3Values, type S3Values } from './s3-settings.js';

/** A silent server is given up on: a caller who waits would wait without end. */
const TIME_LIMITS_MS = { connect: 2_000, silence: 10_000 } as const;

/** The store that the settings name, or null when they name none. Opens nothing yet. @throws ConfigError */
export function createS3BlobStore(values: S3Values): S3BlobStore | null {
  checkS3Values(values);
  const { s3Bucket, s3Endpoint, s3Region, s3AccessKeyId, s3SecretAccessKey, s3PathStyle } = values;
  if (s3Bucket === undefined) return null;
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
