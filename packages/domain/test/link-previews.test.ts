import { firstLink } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';

const LINKS: readonly (readonly [string, string | null])[] = [
  ['see https://example.com/a?b=c&d=%20 there', 'https://example.com/a?b=c&d=%20'],
  ['http://example.com', 'http://example.com'],
  ['First https://a.example/, then https://b.example/', 'https://a.example/'],
  ['(see https://example.com/a_(b))', 'https://example.com/a_(b)'],
  ['[https://example.com/x]!', 'https://example.com/x'],
  ['Is it https://example.com/x?', 'https://example.com/x'],
  ['<https://example.com/x>', 'https://example.com/x'],
  ['https://example.com/page#part', 'https://example.com/page'],
  ['HTTPS://EXAMPLE.COM/', 'HTTPS://EXAMPLE.COM/'],
  ['ftp://example.com/ and mailto:a@example.com', null],
  ['xhttps://example.com/', null],
  ['https://', null],
  ['https://.', null],
  ['no link', null],
  ['', null],
  [`https://example.com/${'x'.repeat(2_048)}`, null],
];

describe('The first link of a text', () => {
  for (const [text, link] of LINKS) {
    it(`of «${text.slice(0, 60)}» is ${link}`, () => {
      expect(firstLink(text)).to.equal(link);
    });
  }

  it('is not looked for in a text that is made to be hard', () => {
    for (const text of [`https://${')'.repeat(15_990)}`, `https://a${'.'.repeat(15_990)}`]) {
      expect(firstLink(text)).to.equal(null);
    }
    expect(firstLink(`https://${')'.repeat(2_000)}`)).to.equal(null);
    expect(firstLink(`https://a${').'.repeat(1_000)}`)).to.equal('https://a');
  });
});
