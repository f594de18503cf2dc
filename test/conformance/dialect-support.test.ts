import { createUseCases } from '@crosstalk/domain';
import { createMemoryPorts } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { dialects } from '../../apps/gateway/src/compose/dialects.js';

const useCases = Object.keys(createUseCases(createMemoryPorts())).sort();

for (const dialect of dialects) {
  describe(`Dialect ${dialect.name}`, () => {
    it('has a request for every use case or says why it lacks one', () => {
      const used = new Set<string>(Object.values(dialect.rows).flatMap((row) => row.useCases));
      const lacking = Object.keys(dialect.lacks);
      expect(lacking.filter((name) => used.has(name))).to.deep.equal([]);
      expect([...used, ...lacking].sort()).to.deep.equal(useCases);
    });

    it('gives a reason for each silence', () => {
      const reasons = Object.values(dialect.events).map((row) => (row.kind === 'silent' ? row.why : 'told'));
      expect(reasons.filter((why) => why.trim() === '')).to.deep.equal([]);
      expect(Object.values(dialect.lacks).filter((why) => why.trim() === '')).to.deep.equal([]);
    });
  });
}
