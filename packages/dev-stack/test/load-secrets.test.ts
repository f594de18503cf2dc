import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { loadSecrets } from '../src/data/load-secrets.js';

describe('the secrets of a clone', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crosstalk-secrets-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('are made once, long enough and for the eyes of their owner only', async () => {
    const path = join(folder, 'secrets.json');
    const first = await loadSecrets(path);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    for (const secret of Object.values(first)) {
      expect(Buffer.from(secret, 'base64url')).to.have.length(32);
    }
    expect(first.JWT_SECRET).to.not.equal(first.FILE_URL_SECRET);
    expect(await loadSecrets(path)).to.deep.equal(first);
  });

  it('are refused when the file is damaged, with what to do', async () => {
    const path = join(folder, 'damaged.json');
    await writeFile(path, '{"JWT_SECRET":');
    const failure = await loadSecrets(path).catch((error: Error) => error);
    expect(failure).to.be.an('error').with.property('message', `${path} is damaged.`);
  });
});
