import { readFileSync } from 'node:fs';
import { ERROR_CODES } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { consumer } from '../src/dialect.js';
import { CHAT_TYPES } from '../src/to-domain.js';

const page = readFileSync(new URL('../PROTOCOL.md', import.meta.url), 'utf8');
const source = ['events', 'errors', 'rows/messages']
  .map((name) => readFileSync(new URL(`../src/${name}.ts`, import.meta.url), 'utf8'))
  .join('\n');
const requests = Object.keys(consumer.rows);

/** Names in the first column of the last table below a heading. */
function namesUnder(heading: string): string[] {
  const [, rest = ''] = page.split(`\n${heading}\n`);
  const tables = (rest.split(/\n#/)[0] ?? '').split('\n\n').filter((block) => block.startsWith('|'));
  const [, , ...rows] = (tables.at(-1) ?? '').split('\n');
  return rows.flatMap((line) => allOf(line.split('|')[1] ?? '', /`([\w.]+)`/g));
}

function allOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

describe('consumer: PROTOCOL.md', () => {
  it('names exactly the types of chats', () => {
    expect(namesUnder('## Chats')).to.have.members([...CHAT_TYPES]);
  });

  it('names exactly the events that a client may send or the source renders', () => {
    const rendered = allOf(source, /type: (?:\w+ \? '\w+' : )?'(\w+)'/g);
    expect(namesUnder('## Events').sort()).to.deep.equal([...new Set([...requests, ...rendered])].sort());
  });

  it('describes each of them under a heading of its own', () => {
    const headings = allOf(page, /^### ([\w, ]+?)(?: ⊕)?$/gm).flatMap((heading) => heading.split(', '));
    const types = namesUnder('## Events').filter((name) => name !== 'error');
    expect(headings.sort()).to.deep.equal(types.sort());
  });

  it('has an example of every frame in either direction', () => {
    expect(new Set(allOf(page, /^→ \{ type: '(\w+)'/gm))).to.deep.equal(new Set(requests));
    expect(new Set(allOf(page, /^← \{ type: '(\w+)'/gm))).to.deep.equal(new Set(namesUnder('## Events')));
  });

  it('names exactly the codes of errors', () => {
    expect(namesUnder('## Errors ⊕').sort()).to.deep.equal([...ERROR_CODES].sort());
  });
});
