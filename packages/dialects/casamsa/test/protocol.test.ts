import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { casamsa } from '../src/dialect.js';
import { ERROR_TYPES } from '../src/errors.js';

const page = readFileSync(new URL('../PROTOCOL.md', import.meta.url), 'utf8');
const source = ['events', 'read-updates', 'errors', 'rows/auth', 'rows/chats', 'rows/messages']
  .map((name) => readFileSync(new URL(`../src/${name}.ts`, import.meta.url), 'utf8'))
  .join('\n');

/** Names in the first column of the table below a heading. */
function namesUnder(heading: string): string[] {
  const [, rest = ''] = page.split(`\n${heading}\n`);
  const rows = (rest.split(/\n#/)[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([\w.]+)`/g)].map((match) => match[1] ?? ''),
  );
}

describe('casamsa: PROTOCOL.md', () => {
  it('names exactly the methods of the table', () => {
    const members = ['method', 'access_token', 'args', 'args.event_response_key'];
    const described = namesUnder('## Requests').filter((name) => !members.includes(name));
    expect(described.sort()).to.deep.equal(Object.keys(casamsa.rows).sort());
  });

  it('names exactly the events that the source renders', () => {
    const rendered = new Set([...source.matchAll(/type: '(\w+)'/g)].map((match) => match[1]));
    expect(namesUnder('## Events').sort()).to.deep.equal([...rendered].sort());
  });

  it('names exactly the error types', () => {
    expect(namesUnder('### Errors').sort()).to.deep.equal([...ERROR_TYPES].sort());
  });
});
