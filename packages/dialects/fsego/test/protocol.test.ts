import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { fsego } from '../src/dialect.js';
import { ERROR_NAMES } from '../src/errors.js';
import { ACTIONS } from '../src/frames.js';
import { personSchema, speakerSchema } from '../src/to-domain.js';

const page = readFileSync(new URL('../PROTOCOL.md', import.meta.url), 'utf8');
const source = ['events', 'errors', 'rows/chats', 'rows/views', 'rows/messages']
  .map((name) => readFileSync(new URL(`../src/${name}.ts`, import.meta.url), 'utf8'))
  .join('\n');

/** Rows of the table below a heading. */
function rowsUnder(heading: string): string[][] {
  const [, rest = ''] = page.split(`\n${heading}\n`);
  const lines = (rest.split(/\n#/)[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => line.split('|').map((cell) => cell.trim()));
}

function names(cell: string | undefined): string[] {
  return [...(cell ?? '').matchAll(/`([\w.]+)\??`/g)].map((match) => match[1] ?? '');
}

const firstColumn = (heading: string): string[] => rowsUnder(heading).flatMap((row) => names(row[1]));

describe('fsego: PROTOCOL.md', () => {
  it('names exactly the actions of the table, each with its members', () => {
    expect(firstColumn('## Requests').sort()).to.deep.equal([...ACTIONS].sort());
    for (const [, action = '', members = ''] of rowsUnder('## Requests')) {
      const { schema } = fsego.rows[names(action)[0] ?? ''] ?? {};
      const { shape } = schema as unknown as { shape: object };
      const described = [...members.matchAll(/`(\w+)\??`/g)].map((match) => match[1] ?? '');
      const known = described.filter((name) => name !== 'updated_at');
      expect(known.sort(), action).to.deep.equal(Object.keys(shape).sort());
    }
  });

  it('describes every member of a person', () => {
    const described = firstColumn('### Person').sort();
    expect(described).to.deep.equal(Object.keys(speakerSchema.shape).sort());
    expect(described).to.include.members(Object.keys(personSchema.shape));
  });

  it('names exactly the actions that the source sends', () => {
    const sent = [...source.matchAll(/(?:action: |Frame\(\s*|\? |: )'([A-Z]+(?:_[A-Z]+)*)'/g)];
    const distinct = new Set(sent.map((match) => match[1]));
    expect(firstColumn('## Events').sort()).to.deep.equal([...distinct].sort());
  });

  it('names exactly the error codes', () => {
    expect(firstColumn('### Errors').sort()).to.deep.equal([...ERROR_NAMES].sort());
  });
});
