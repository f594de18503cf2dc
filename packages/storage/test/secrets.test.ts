import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { createTestDatabase, type TestDatabase } from './create-test-database.js';

describe('Secrets that the cluster makes for itself', () => {
  let database: TestDatabase;
  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.drop());

  it('are the same for all processes that make one at once, and for those that start later', async () => {
    const nodes = await Promise.all(Array.from({ length: 4 }, () => database.open()));
    const made = await Promise.all(
      nodes.map(({ secrets }, index) => secrets.once('keys', () => ({ private: `of node ${index}` }))),
    );
    expect(new Set(made.map((secret) => secret.private)).size).to.equal(1);
    const later = await database.open();
    const found = await later.secrets.once('keys', () => ({ private: 'another' }));
    expect(found).to.deep.equal(made[0]);
    expect(await later.secrets.once('other', () => ({ private: 'another' }))).to.not.deep.equal(made[0]);
  });
});
