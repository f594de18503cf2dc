import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import sharp from 'sharp';
import { ready, rejected } from './support/expect-result.js';
import { plain } from './support/frames.js';
import { Workbench } from './support/workbench.js';
import { zipOf } from './support/zip.js';

const PDF = '%PDF-1.4\n%\u00e2\u00e3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';
const SCRIPTED_SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const ELF = Buffer.concat([Buffer.from('\u007fELF\u0002\u0001\u0001', 'latin1'), Buffer.alloc(57)]);
const DOS_PROGRAM = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(126)]);

/** title, bytes, content type that is stored */
const PASSED: readonly (readonly [string, string | Buffer, string])[] = [
  ['a text', 'Hello, world.\n', 'text/plain'],
  ['a text with a byte order mark', '\ufeffGrüße', 'text/plain'],
  ['a UTF-16 text', Buffer.from('\ufeffGrüße', 'utf16le'), 'text/plain'],
  ['a text in an old encoding', Buffer.from('Gr\u00fc\u00dfe', 'latin1'), 'text/plain'],
  ['a text that begins like a bitmap', 'BMW is a car maker.', 'text/plain'],
  ['a text that begins like a program', 'MZ is an abbreviation.', 'text/plain'],
  ['a script', '#!/bin/sh\nrm -rf /\n', 'text/plain'],
  ['a PDF', Buffer.from(PDF, 'latin1'), 'application/pdf'],
  ['a zip', zipOf({ 'readme.txt': Buffer.from('hello') }), 'application/zip'],
  ['a gzip', gzipSync('hello'), 'application/gzip'],
];

/** title, bytes */
const ACTIVE: readonly (readonly [string, string | Buffer])[] = [
  ['HTML named .png', '<!doctype html><script>alert(1)</script>'],
  ['HTML behind blanks and a comment', '\n\n  <!-- hello -->\n<BODY onload=alert(1)>'],
  ['HTML in UTF-16', Buffer.from('\ufeff<html><script>alert(1)</script>', 'utf16le')],
  ['HTML without a head', 'Hello <img src=x onerror=alert(1)>'],
  ['SVG with a script', SCRIPTED_SVG],
  ['SVG behind an XML declaration', `<?xml version="1.0"?>\n<!DOCTYPE svg>\n${SCRIPTED_SVG}`],
  ['SVG with a prefix', '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>'],
  ['XHTML', '<?xml version="1.0"?><r xmlns:h="http://www.w3.org/1999/xhtml"><h:script/></r>'],
  ['XML, which may name a style sheet', '<?xml version="1.0"?><?xml-stylesheet href="x"?><a/>'],
];

describe('The type of an upload', () => {
  let bench: Workbench;
  before(async () => {
    bench = await Workbench.open();
  });
  after(() => bench.remove());

  for (const [title, bytes, contentType] of PASSED) {
    it(`of ${title} is ${contentType}, and it stays as it is`, async () => {
      expect(ready(await bench.process(bytes))).to.deep.equal({ outcome: 'ready', contentType, notes: [] });
    });
  }

  for (const [title, bytes] of ACTIVE) {
    it(`of ${title} is one that nobody shows`, async () => {
      const file = ready(await bench.process(bytes, { declaredType: 'image/png' }));
      expect(file).to.deep.equal({
        outcome: 'ready',
        contentType: 'application/octet-stream',
        notes: ['active_content'],
      });
    });
  }

  it('of a file without bytes is none', async () => {
    rejected(await bench.process(''), 'empty');
  });

  it('of programs is not allowed', async () => {
    for (const program of [ELF, DOS_PROGRAM]) rejected(await bench.process(program), 'type_not_allowed');
  });

  it('of what nobody knows is allowed, unless the operator says otherwise', async () => {
    const bytes = Buffer.from([1, 2, 3, 4, 0, 250, 251]);
    const file = ready(await bench.process(bytes, { declaredType: 'text/html' }));
    expect(file.contentType).to.equal('application/octet-stream');
    const settings = { mediaTypes: ['*/*', '!application/octet-stream'] };
    rejected(await bench.process(bytes, { settings }), 'type_not_allowed');
  });

  it('is not believed to the uploader', async () => {
    const { detail } = rejected(await bench.process(ELF, { declaredType: 'image/png' }), 'type_not_allowed');
    expect(detail).to.equal('application/x-elf');
  });

  it('is believed to the uploader among harmless texts', async () => {
    const csv = ready(await bench.process('a,b\n1,2\n', { declaredType: 'text/csv; charset=utf-8' }));
    expect(csv.contentType).to.equal('text/csv');
    const script = ready(await bench.process('alert(1)', { declaredType: 'text/javascript' }));
    expect(script.contentType).to.equal('text/plain');
  });

  it('is allowed by globs, and forbidden by globs with an exclamation mark', async () => {
    const settings = { mediaTypes: ['text/*', '!text/csv'] };
    ready(await bench.process('a,b', { settings }));
    rejected(await bench.process('a,b', { settings, declaredType: 'text/csv' }), 'type_not_allowed');
    rejected(await bench.process(Buffer.from(PDF, 'latin1'), { settings }), 'type_not_allowed');
  });

  it('is forbidden for SVG under its own name', async () => {
    const settings = { mediaTypes: ['*/*', '!image/svg+xml'] };
    rejected(await bench.process(SCRIPTED_SVG, { settings }), 'type_not_allowed');
  });

  it('of SVG is never drawn, even if somebody took it for another image', async () => {
    const { format } = await sharp(await plain(2, 2).png().toBuffer()).metadata();
    expect(format).to.equal('png');
    const failure = await sharp(Buffer.from(SCRIPTED_SVG))
      .metadata()
      .catch((error: Error) => error.message);
    expect(failure).to.match(/unsupported image format/);
  });

  it('of a zip bomb is found without unpacking it', async () => {
    const zeros = Buffer.alloc(64 * 1024 * 1024);
    const bomb = zipOf({ '[Content_Types].xml': zeros, 'a.bin': zeros });
    expect(bomb.length).to.be.below(zeros.length / 100);
    expect(ready(await bench.process(bomb)).contentType).to.equal('application/zip');
  });

  it('of an office document is its own', async () => {
    const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    const types = `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${main}.main+xml"/></Types>`;
    const document = zipOf({
      '[Content_Types].xml': Buffer.from(types),
      'word/document.xml': Buffer.from('<w/>'),
    });
    expect(ready(await bench.process(document))).to.include({ contentType: main });
  });

  it('of a photograph that cannot be cleaned is refused', async () => {
    const jxl = Buffer.from([0, 0, 0, 12, 0x4a, 0x58, 0x4c, 0x20, 0x0d, 0x0a, 0x87, 0x0a, 0, 0, 0, 0]);
    rejected(await bench.process(jxl), 'not_cleanable');
  });
});
