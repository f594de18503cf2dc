import { ConfigError, parseConfig } from '@crosstalk/config';
import { createS3BlobStore, s3Settings } from '@crosstalk/object-storage';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const storeOf = (environment: Readonly<Record<string, string>>) =>
  createS3BlobStore(parseConfig(s3Settings, environment));

describe('the settings of the object store', () => {
  it('name none without a bucket', () => {
    expect(storeOf({ FILES_S3_REGION: 'eu-central-1' })).to.equal(null);
  });

  it('name one with a bucket, with keys or without', () => {
    expect(storeOf({ FILES_S3_BUCKET: 'files' })?.name).to.equal('s3');
    const keys = { FILES_S3_ACCESS_KEY_ID: 'a', FILES_S3_SECRET_ACCESS_KEY: 'b' };
    expect(
      storeOf({ FILES_S3_BUCKET: 'files', FILES_S3_ENDPOINT: 'http://127.0.0.1:9', ...keys })?.name,
    ).to.equal('s3');
  });

  it('are refused with half a key, or an endpoint that is no URL', () => {
    for (const wrong of [
      { FILES_S3_ACCESS_KEY_ID: 'a' },
      { FILES_S3_SECRET_ACCESS_KEY: 'b' },
      { FILES_S3_ENDPOINT: 'localhost:9000' },
    ]) {
      expect(() => storeOf({ FILES_S3_BUCKET: 'files', ...wrong }), JSON.stringify(wrong)).to.throw(
        ConfigError,
      );
    }
  });
});
