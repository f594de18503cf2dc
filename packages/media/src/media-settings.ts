import { integer, list, type SliceValues, setting, text, url } from '@crosstalk/config';

/** A glob over content types, `!` before it takes types out again. */
const TYPE_GLOB = /^!?[\w.+*-]+\/[\w.+*-]+$/;

/**
 * Everything that people send each other, however odd, but nothing that runs when it is opened: programs, installers, links to commands,
 * documents with macros. Scripts are text and cannot be told from it; they are served for saving, never for showing. Files that nobody
 * knows are opaque to a browser, too.
 */
const DEFAULT_TYPES = [
  '*/*',
  '!application/x-msdownload',
  '!application/x-elf',
  '!application/x-mach-binary',
  '!application/java-vm',
  '!application/java-archive',
  '!application/wasm',
  '!application/vnd.android.package-archive',
  '!application/x-deb',
  '!application/x-rpm',
  '!application/x-apple-diskimage',
  '!application/x-google-chrome-extension',
  '!application/x-xpinstall',
  '!application/x-shockwave-flash',
  '!application/x-ms-regedit',
  '!application/x.ms.shortcut',
  '!application/x.apple.alias',
  '!application/vnd.ms-htmlhelp',
  '!application/*macroenabled*',
];

export const mediaSettings = {
  mediaTypes: setting(
    'MEDIA_TYPES',
    'Content types that may be uploaded, by content and not by name, separated by commas; `*` is any part, `!` before one forbids it. `application/octet-stream` is what nobody knows. Default: everything but programs, installers and documents with macros.',
    list.refine(
      (globs) => globs.length > 0 && globs.every((glob) => TYPE_GLOB.test(glob)),
      'must be content types such as image/*, separated by commas',
    ),
    { fallback: DEFAULT_TYPES.join(',') },
  ),
  mediaMaxPixels: setting(
    'MEDIA_MAX_PIXELS',
    'Pixels of the largest picture that is decoded, all frames of an animation together; about four bytes of memory each.',
    integer(1, 1_000_000_000),
    { fallback: '50000000' },
  ),
  mediaSeconds: setting(
    'MEDIA_SECONDS',
    'Seconds that one uploaded file may take, without its virus scan.',
    integer(1, 3_600),
    { fallback: '60' },
  ),
  clamdUrl: setting(
    'CLAMD_URL',
    'The ClamAV daemon that scans uploads, `unix:///run/clamav/clamd.ctl` or `tcp://host:3310`; without it nothing is scanned.',
    url('unix', 'tcp').optional(),
  ),
  ffmpeg: setting('FFMPEG', 'The ffmpeg program: a name in the usual folders, or a path.', text, {
    fallback: 'ffmpeg',
  }),
  ffprobe: setting('FFPROBE', 'The ffprobe program: a name in the usual folders, or a path.', text, {
    fallback: 'ffprobe',
  }),
};

export type MediaConfig = SliceValues<typeof mediaSettings>;
