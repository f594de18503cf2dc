import type { UseCaseName } from '@crosstalk/dialect-kit';
import { createUseCases } from '@crosstalk/domain';
import { createMemoryPorts } from '@crosstalk/testing';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { dialects } from '../../apps/gateway/src/compose/dialects.js';
import { expectBlock } from './expect-block.js';
import { expectPage } from './expect-page.js';
import { configurationPage, firstSettingsTable } from './generate/configuration-table.js';
import { dialectsPage, doorsTable } from './generate/dialect-tables.js';
import { errorsPage } from './generate/errors-page.js';

const useCases = Object.keys(createUseCases(createMemoryPorts())) as UseCaseName[];

describe('Generated documentation', () => {
  it('has every setting in the table of its page', () => {
    expectPage('docs/generated/configuration.md', configurationPage());
  });

  it('has the settings that one looks for first in the table of the README', () => {
    expectBlock('README.md', 'configuration', firstSettingsTable());
  });

  it('shows no default of a secret', () => {
    const row = configurationPage()
      .split('\n')
      .find((line) => line.startsWith('| `CHAT_KEYS` |'));
    expect(row).to.match(/^\| `CHAT_KEYS` \| {2}\|/);
  });

  it('has every dialect in the table of the README', () => {
    expectBlock('README.md', 'dialects', doorsTable(dialects, ''));
  });

  it('has every error code', () => {
    expectPage('docs/generated/errors.md', errorsPage());
  });

  it('says of every use case and event what each dialect makes of it', () => {
    expectPage('docs/generated/dialects.md', dialectsPage(dialects, useCases));
  });
});
