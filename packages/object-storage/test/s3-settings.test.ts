import { ConfigError, parseConfig } from '@crosstalk/config';
import { createS3BlobStore, s3Settings } from '@crosstalk/object-storage';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const storeOf = async (environment: Readonly<Record<string, string>>) =>
  createS3BlobStore(parseConfig(s3Settings, environment));

describe('the settings of the object store', () => {
  it('name none without a bucket', async () => {
    expect(await storeOf({ FILES_S3_REGION: 'eu-central-1' })).to.equal(null);
  });

  it('name one with a bucket, with keys or without', async () => {
    expect((await storeOf({ FILES_S3_BUCKET: 'files' }))?.name).to.equal('s3');
    const keys = { FILES_S3_ACCESS_KEY_ID: 'a', FILES_S3_SECRET_ACCESS_KEY: 'b' };
    const store = await storeOf({
      FILES_S3_BUCKET: 'files',
      FILES_S3_ENDPOINT: 'http://127.0.0.1:9',
      ...keys,
    });
    expect(store?.name).to.equal('s3');
  });

  it('are refused with half a key, or an endpoint that is no URL', async () => {
    for (const wrong of [
      { FILES_S3_ACCESS_KEY_ID: 'a' },
      { FILES_S3_SECRET_ACCESS_KEY: 'b' },
      { FILES_S3_ENDPOINT: 'localhost:9000' },
    ]) {
      const error = await storeOf({ FILES_S3_BUCKET: 'files', ...wrong }).catch((thrown: unknown) => thrown);
      expect(error, JSON.stringify(wrong)).to.be.instanceOf(ConfigError);
    }
  });
});
