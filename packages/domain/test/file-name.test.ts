import { fileName } from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';

describe('the name of a file', () => {
  it('is that of the sender where it can be', () => {
    for (const name of ['a.png', 'naïve $name (1).tar.gz', '日本.txt', "it's 50%.pdf", '🙂.gif', 'README']) {
      expect(fileName(name)).to.equal(name);
    }
  });

  it('has no folders, no tricks and nothing unseen', () => {
    const names: Readonly<Record<string, string>> = {
      '../../x': 'x',
      '..\\..\\boot.ini': 'boot.ini',
      'C:\\Users\\ann\\cv.pdf': 'cv.pdf',
      '/etc/passwd': 'passwd',
      '.htaccess': 'htaccess',
      'photo\u202egpj.exe': 'photogpj.exe',
      'a\u200b\ufeff\u2060b.txt': 'ab.txt',
      'a\r\nSet-Cookie: x': 'aSet-Cookie: x',
      'a\u0000.png': 'a.png',
      'a\ud800b': 'ab',
      '  a   b  ': 'a b',
    };
    for (const [raw, name] of Object.entries(names))
      expect(fileName(raw), JSON.stringify(raw)).to.equal(name);
  });

  it('is never empty', () => {
    for (const raw of ['', ' ', '..', '/', 'a/', '\u200b', '...', '\u0000']) {
      expect(fileName(raw), JSON.stringify(raw)).to.equal('file');
    }
  });

  it('is short enough and keeps its extension', () => {
    expect(fileName(`${'x'.repeat(1_000)}.png`)).to.equal(`${'x'.repeat(251)}.png`);
    expect(fileName('x'.repeat(1_000))).to.have.length(255);
    expect(fileName(`${'x'.repeat(254)}🙂 and more`)).to.equal('x'.repeat(254));
    expect(fileName(`${'🙂'.repeat(500)}.webp`)).to.match(/^(?:🙂){125}\.webp$/u);
  });
});
