import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { openDataFolder, wipeData } from '../src/data/data-folder.js';
import { loadSecrets } from '../src/data/load-secrets.js';
import { checkMongoVersion } from '../src/data/mongo-version-stamp.js';
import { temporaryFolders } from './temporary-folders.js';

describe('--fresh', () => {
  const newFolder = temporaryFolders();

  it('wipes databases, their version and the demo people, and keeps the secrets', async () => {
    const folder = await openDataFolder(await newFolder());
    const secrets = await loadSecrets(folder.secrets);
    await checkMongoVersion(folder.mongo, '7.0.1');
    const wiped = [join(folder.mongo, 'x.wt'), join(folder.redis, 'x.aof'), folder.demo];
    for (const path of wiped) await writeFile(path, '{}');
    await wipeData(folder);
    for (const path of wiped) {
      expect(await access(path).catch((error) => error)).to.have.property('code', 'ENOENT');
    }
    await checkMongoVersion(folder.mongo, '6.0.5');
    expect(await loadSecrets(folder.secrets)).to.deep.equal(secrets);
  });
});
