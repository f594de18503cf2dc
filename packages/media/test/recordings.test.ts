import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ReadyFile } from '@crosstalk/media';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import sharp from 'sharp';
import { present, ready, rejected } from './support/expect-result.js';
import { itWith } from './support/media-tools.js';
import { LOCATED, PICTURE, record, SOUND, silence } from './support/record.js';
import { Workbench } from './support/workbench.js';

const withFfmpeg = itWith('ffmpeg', 'ffprobe');
const MPEG4 = ['-c:v', 'mpeg4'];
const NO_TOOLS = { ffmpeg: '/nowhere/ffmpeg', ffprobe: '/nowhere/ffprobe' };

/** What ffprobe says of the stored bytes: tags, and kinds of tracks. */
async function factsOf(file: ReadyFile): Promise<string> {
  const { path } = present(file.replacement, 'replacement');
  const fields = ['-v', 'error', '-show_entries', 'format_tags:stream_tags:stream=codec_type'];
  return (await promisify(execFile)('ffprobe', [...fields, path])).stdout;
}

describe('An uploaded recording', () => {
  let bench: Workbench;
  before(async () => {
    bench = await Workbench.open();
  });
  after(() => bench.remove());

  withFfmpeg('in MP4 gets its size, duration and pictures, and loses its place', async () => {
    const path = await record(bench.folder, 'a.mp4', ...PICTURE, ...SOUND, '-t', '3', ...MPEG4, ...LOCATED);
    expect((await readFile(path)).includes('loci'), 'the upload names a place').to.equal(true);
    const file = ready(await bench.processPath(path));
    expect(file).to.include({ contentType: 'video/mp4', width: 160, height: 120 });
    expect(file.durationSeconds).to.be.within(2.9, 3.2);
    expect(file.notes).to.deep.equal([]);
    expect(file.thumbnail).to.include({ width: 160, height: 120 });
    expect((await sharp(present(file.preview, 'preview').path).metadata()).format).to.equal('webp');
    expect(file.placeholder).to.match(/^data:image\/webp;base64,/);
    const bytes = await readFile(present(file.replacement, 'replacement').path);
    expect(bytes.includes('loci')).to.equal(false);
    expect(bytes.includes('Ann Example')).to.equal(false);
    expect(await factsOf(file)).to.not.match(/location|artist|encoder/);
  });

  withFfmpeg('in QuickTime loses its place', async () => {
    const args = [...PICTURE, '-t', '1', ...MPEG4, ...LOCATED, '-movflags', 'use_metadata_tags'];
    const path = await record(bench.folder, 'a.mov', ...args);
    expect((await readFile(path)).includes('+51.5090'), 'the upload names a place').to.equal(true);
    const file = ready(await bench.processPath(path));
    expect(file.contentType).to.equal('video/quicktime');
    const bytes = await readFile(present(file.replacement, 'replacement').path);
    expect(bytes.includes('+51.5090')).to.equal(false);
  });

  withFfmpeg('that lies on its side has the size of one that stands', async () => {
    const path = await record(bench.folder, 'lying.mp4', ...PICTURE, '-t', '1', ...MPEG4);
    const turned = await record(
      bench.folder,
      'turned.mp4',
      ...['-display_rotation', '90', '-i', path, '-c', 'copy'],
    ).catch(() => record(bench.folder, 'turned.mp4', '-i', path, '-c', 'copy', '-metadata:s:v', 'rotate=90'));
    const file = ready(await bench.processPath(turned));
    expect(file).to.include({ width: 120, height: 160 });
    expect(file.thumbnail).to.include({ width: 120, height: 160 });
  });

  withFfmpeg('of sound in MP4 is sound, and loses its cover', async () => {
    const cover = await record(bench.folder, 'cover.jpg', ...PICTURE, '-frames:v', '1');
    const args = [...SOUND, '-i', cover, '-map', '0', '-map', '1', '-t', '2', '-c:v', 'copy'];
    const path = await record(bench.folder, 'a.m4a', ...args, '-disposition:v', 'attached_pic', ...LOCATED);
    const file = ready(await bench.processPath(path));
    expect(file).to.include({ contentType: 'audio/mp4' }).and.not.have.any.keys('width', 'thumbnail');
    expect(file.durationSeconds).to.be.within(1.9, 2.2);
    const facts = await factsOf(file);
    expect(facts).to.include('codec_type=audio').and.not.include('codec_type=video');
    expect(facts).to.not.include('Ann Example');
  });

  withFfmpeg('in WebM gets its size, duration and pictures', async () => {
    const path = await record(bench.folder, 'a.webm', ...PICTURE, '-t', '2', '-c:v', 'libvpx');
    const file = ready(await bench.processPath(path));
    expect(file).to.include({ contentType: 'video/webm', width: 160, height: 120 });
    expect(file.durationSeconds).to.be.within(1.8, 2.2);
    expect(file.thumbnail).to.include({ width: 160, height: 120 });
  });

  withFfmpeg('of a browser, which does not know its end, gets its duration', async () => {
    const args = [...SOUND, '-t', '2', '-c:a', 'libopus', '-f', 'webm', '-live', '1'];
    const path = await record(bench.folder, 'voice.webm', ...args);
    const file = ready(await bench.processPath(path));
    expect(file.contentType).to.equal('audio/webm');
    expect(file.durationSeconds).to.be.within(1.9, 2.2);
  });

  for (const [extension, contentType] of [
    ['mp3', 'audio/mpeg'],
    ['ogg', 'audio/ogg'],
    ['flac', 'audio/flac'],
  ] as const) {
    withFfmpeg(`in ${extension} gets its duration`, async () => {
      const file = ready(
        await bench.processPath(await record(bench.folder, `a.${extension}`, ...SOUND, '-t', '2')),
      );
      expect(file).to.include({ contentType }).and.not.have.any.keys('width', 'replacement');
      expect(file.durationSeconds).to.be.within(1.9, 2.2);
    });
  }

  withFfmpeg('in WAV gets its duration', async () => {
    const file = ready(await bench.process(silence(3)));
    expect(file).to.deep.equal({ outcome: 'ready', contentType: 'audio/wav', durationSeconds: 3, notes: [] });
  });

  withFfmpeg('that was cut before its index is damaged', async () => {
    const path = await record(bench.folder, 'whole.mp4', ...PICTURE, '-t', '2', ...MPEG4);
    const bytes = await readFile(path);
    rejected(await bench.process(bytes.subarray(0, bytes.length / 2)), 'damaged');
  });

  withFfmpeg('that was cut behind its index plays up to there', async () => {
    const args = [...PICTURE, '-t', '4', ...MPEG4, '-g', '10', '-movflags', '+faststart'];
    const bytes = await readFile(await record(bench.folder, 'fast.mp4', ...args));
    const file = ready(await bench.process(bytes.subarray(0, bytes.length * 0.75)));
    expect(file.notes).to.deep.equal(['cut_short']);
    expect(file.durationSeconds).to.be.within(0.5, 3.8);
    expect(file.thumbnail).to.include({ width: 160, height: 120 });
  });

  withFfmpeg('whose index names the same bytes again and again is damaged', async () => {
    const args = [...SOUND, '-t', '600', '-c:a', 'pcm_s16le', '-movflags', '+faststart'];
    const bytes = await readFile(await record(bench.folder, 'long.mov', ...args));
    const table = bytes.indexOf('stco') + 8;
    const [count, first] = [bytes.readUInt32BE(table), bytes.readUInt32BE(table + 4)];
    const second = bytes.readUInt32BE(table + 8);
    for (let entry = 1; entry < count; entry++) bytes.writeUInt32BE(first, table + 4 + 4 * entry);
    const { detail } = rejected(await bench.process(bytes.subarray(0, second)), 'damaged');
    expect(detail).to.match(/a copy has over \d+ bytes/);
  });

  withFfmpeg('with larger pictures than may be decoded is refused', async () => {
    const path = await record(bench.folder, 'big.mp4', ...PICTURE, '-t', '1', ...MPEG4);
    rejected(await bench.processPath(path, { settings: { mediaMaxPixels: 19_199 } }), 'too_many_pixels');
    ready(await bench.processPath(path, { settings: { mediaMaxPixels: 19_200 } }));
  });

  withFfmpeg('of nothing but a head is damaged', async () => {
    rejected(await bench.process(Buffer.from('\0\0\0\u0018ftypmp42\0\0\0\0mp42isom', 'latin1')), 'damaged');
  });

  withFfmpeg('that takes longer than it may is too slow', async () => {
    rejected(await bench.process(silence(1), { settings: { mediaSeconds: 0 } }), 'too_slow');
  });

  /** A program in place of ffprobe. */
  async function tool(name: string, script: string): Promise<string> {
    const path = join(bench.folder, name);
    await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return path;
  }

  it('on which a tool hangs is too slow', async () => {
    const ffprobe = await tool('hangs', 'exec sleep 600');
    rejected(await bench.process(silence(1), { settings: { ffprobe, mediaSeconds: 1 } }), 'too_slow');
  });

  it('on which a tool talks without end is damaged', async () => {
    const ffprobe = await tool('talks', 'exec yes');
    rejected(await bench.process(silence(1), { settings: { ffprobe } }), 'damaged');
  });

  it('is not examined where ffmpeg is missing, and says so', async () => {
    const file = ready(await bench.process(silence(1), { settings: NO_TOOLS }));
    expect(file).to.deep.equal({ outcome: 'ready', contentType: 'audio/wav', notes: ['not_examined'] });
    const mp4 = Buffer.from('\0\0\0\u0018ftypmp42\0\0\0\0mp42isom', 'latin1');
    const { notes } = ready(await bench.process(mp4, { settings: NO_TOOLS }));
    expect(notes).to.deep.equal(['not_examined', 'metadata_kept']);
  });

  it('that is a list of other files is a text', async () => {
    const list = '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n';
    expect(ready(await bench.process(list, { declaredType: 'video/mp4' })).contentType).to.equal(
      'text/plain',
    );
  });
});
