import { ConfigError, parseConfig } from '@crosstalk/config';
import { mediaSettings } from '@crosstalk/media';
import { expect } from 'chai';
import { describe, it } from 'mocha';

describe('The settings of uploads', () => {
  it('need none', () => {
    const settings = parseConfig(mediaSettings, {});
    expect(settings).to.include({ mediaMaxPixels: 50_000_000, mediaSeconds: 60, clamdUrl: undefined });
    expect(settings.mediaTypes).to.include.members(['*/*', '!application/x-elf']);
  });

  it('name types, addresses and programs', () => {
    const settings = parseConfig(mediaSettings, {
      MEDIA_TYPES: 'image/*, !image/svg+xml',
      CLAMD_URL: 'unix:///run/clamav/clamd.ctl',
      FFMPEG: '/opt/ffmpeg',
    });
    expect(settings.mediaTypes).to.deep.equal(['image/*', '!image/svg+xml']);
    expect(settings).to.include({ clamdUrl: 'unix:///run/clamav/clamd.ctl', ffmpeg: '/opt/ffmpeg' });
  });

  for (const [name, value] of [
    ['MEDIA_TYPES', 'pictures'],
    ['MEDIA_TYPES', ','],
    ['MEDIA_MAX_PIXELS', 'many'],
    ['MEDIA_SECONDS', '0'],
    ['CLAMD_URL', 'http://localhost'],
  ] as const) {
    it(`refuse ${name}=${value}`, () => {
      expect(() => parseConfig(mediaSettings, { [name]: value })).to.throw(ConfigError, name);
    });
  }
});
