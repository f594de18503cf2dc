import { ConfigError, flag, type SliceValues, setting, text, url } from '@crosstalk/config';

/** What this package reads from the environment. Nothing of it is used without a bucket. */
export const s3Settings = {
  s3Bucket: setting(
    'FILES_S3_BUCKET',
    'Bucket that takes the bytes of new files; they lie in MongoDB without it.',
    text.optional(),
  ),
  s3Endpoint: setting(
    'FILES_S3_ENDPOINT',
    'S3-compatible server other than that of AWS.',
    url('http', 'https').optional(),
  ),
  s3Region: setting('FILES_S3_REGION', 'Region of the bucket.', text, { fallback: 'us-east-1' }),
  s3AccessKeyId: setting(
    'FILES_S3_ACCESS_KEY_ID',
    'Key of the bucket; without it the SDK looks where AWS keeps one (role of the machine, profile).',
    text.optional(),
  ),
  s3SecretAccessKey: setting(
    'FILES_S3_SECRET_ACCESS_KEY',
    'Secret to `FILES_S3_ACCESS_KEY_ID`.',
    text.optional(),
    { secret: true },
  ),
  s3PathStyle: setting(
    'FILES_S3_PATH_STYLE',
    '`on`: the bucket stands in the path and not in the host name, as most servers beside AWS want it.',
    flag,
    { fallback: 'off' },
  ),
} as const;

export type S3Values = SliceValues<typeof s3Settings>;

/** @throws ConfigError for settings that do not go together */
export function checkS3Values({ s3AccessKeyId, s3SecretAccessKey }: S3Values): void {
  if ((s3AccessKeyId === undefined) !== (s3SecretAccessKey === undefined)) {
    throw new ConfigError(['FILES_S3_ACCESS_KEY_ID and FILES_S3_SECRET_ACCESS_KEY go together.']);
  }
}
