import { blobStoreContract } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { startOwnS3 } from './own-s3.js';

if (process.env.S3_TEST_SERVER) {
  blobStoreContract('S3', startOwnS3);

  describe('S3 that is away', () => {
    it('makes every operation unavailable', async () => {
      const { store, kill, close } = await startOwnS3();
      await kill();
      const read = async (): Promise<void> => {
        for await (const _chunk of store.open('a'));
      };
      for (const work of [store.put('a', [Buffer.from('x')]), read(), store.delete('a')]) {
        const error = await work.catch((thrown: unknown) => thrown);
        expect(error).to.include({ name: 'ChatError', code: 'unavailable' });
      }
      await close();
    });
  });
} else {
  it('S3 stores bytes (not run: S3_TEST_SERVER names no program, such as versitygw or minio)');
}
