import type { BlobStore } from '@crosstalk/domain';
import { checkS3Values, type S3Values } from './s3-settings.js';

/** The store that the settings name, or null when they name none. Connects to nothing yet. @throws ConfigError */
export async function createS3BlobStore(values: S3Values): Promise<BlobStore | null> {
  checkS3Values(values);
  const { s3Bucket } = values;
  if (s3Bucket === undefined) return null;
  // The SDK takes 26 MiB: only of those who use it.
  const { openBucket } = await import('./open-bucket.js');
  return openBucket({ ...values, s3Bucket });
}
