import { Parser } from '@asyncapi/parser';
import { documentText } from '@crosstalk/api-docs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { dialects } from '../../apps/gateway/src/compose/dialects.js';
import { expectPage } from './expect-page.js';

const parser = new Parser();
/** More tools read 3.0.0 than what came after it, which has nothing that is needed here. */
const CHOSEN = 'asyncapi-latest-version';

for (const dialect of dialects) {
  describe(`AsyncAPI document of ${dialect.name}`, () => {
    const text = documentText(dialect);

    it('is valid to the official parser, without a warning', async () => {
      const { document, diagnostics } = await parser.parse(text);
      const said = diagnostics
        .filter(({ code }) => code !== CHOSEN)
        .map(({ code, message, path }) => `${code} at ${path.join('.')}: ${message}`);
      expect(said).to.deep.equal([]);
      expect(document?.version()).to.equal('3.0.0');
    }).timeout(120_000);

    it('is the committed copy', () => {
      expectPage(`docs/generated/asyncapi/${dialect.name}.json`, text);
    });
  });
}
