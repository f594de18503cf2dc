import { readFileSync } from 'node:fs';
import { ERROR_CODES } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { channels } from '../src/dialect.js';

const page = readFileSync(new URL('../PROTOCOL.md', import.meta.url), 'utf8');
const section = (from: string, to: string): string => page.slice(page.indexOf(from), page.indexOf(to));
const namesIn = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) =>
      [...(line.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map((match) => match[1] ?? ''),
    );

describe('channels: PROTOCOL.md', () => {
  it('names exactly the requests of the table', () => {
    const described = namesIn(section('## Authentication', '## Events from the server'));
    expect(described.sort()).to.deep.equal(Object.keys(channels.rows).sort());
  });

  it('names exactly the events that the source renders', () => {
    const source = readFileSync(new URL('../src/events.ts', import.meta.url), 'utf8');
    const rendered = [...source.matchAll(/(?:\[|callFrame\()\s*'([a-z-]+)'/g)].map((match) => match[1] ?? '');
    const described = namesIn(page.slice(page.indexOf('## Events from the server')));
    expect(described.sort()).to.deep.equal([...new Set(rendered)].sort());
  });

  it('names exactly the error codes', () => {
    const described = [...section('### Errors', '## Authentication').matchAll(/^\| (`.*?) \|/gm)].flatMap(
      (match) => [...(match[1] ?? '').matchAll(/`(\w+)`/g)].map((code) => code[1]),
    );
    expect(described.sort()).to.deep.equal([...ERROR_CODES].sort());
  });
});
