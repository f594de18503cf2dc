import { readdirSync, readFileSync } from 'node:fs';
import { ERROR_CODES } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { dialogs } from '../src/dialect.js';

const page = readFileSync(new URL('../PROTOCOL.md', import.meta.url), 'utf8');
const section = (from: string, to: string): string => page.slice(page.indexOf(from), page.indexOf(to));

/** Names in the first column of the tables of a text. */
function namesIn(text: string): string[] {
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([a-z._]+)`/g)].map((match) => match[1] ?? ''),
  );
}

/** Everything in the sources that looks like the name of an event of the server. */
function renderedNames(): string[] {
  const folders = ['../src/', '../src/rows/'].map((path) => new URL(path, import.meta.url));
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => new URL(name, folder)),
  );
  const source = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  return [...new Set([...source.matchAll(/'(on\.[a-z.]+)'/g)].map((match) => match[1] ?? ''))];
}

describe('dialogs: PROTOCOL.md', () => {
  it('names exactly the requests of the table', () => {
    const described = namesIn(section('## Requests', '## Events from the server'));
    expect(described.sort()).to.deep.equal(Object.keys(dialogs.rows).sort());
  });

  it('names exactly the events that the source renders', () => {
    const described = namesIn(page.slice(page.indexOf('## Events from the server')));
    expect(described.sort()).to.deep.equal(renderedNames().sort());
  });

  it('names exactly the error codes', () => {
    expect(namesIn(section('### Errors', '## Requests')).sort()).to.deep.equal([...ERROR_CODES].sort());
  });

  it('answers only with events that it describes', () => {
    const answers = [...section('## Requests', '## Events').matchAll(/`(on\.[a-z.]+)`/g)].map(
      ([, name]) => name,
    );
    expect(answers).to.have.length.at.least(20);
    expect(namesIn(page.slice(page.indexOf('## Events from the server')))).to.include.members(answers);
  });
});
