import { integer, list, type SliceValues, setting, text, url } from '@crosstalk/config';

/** A glob over content types, `!` before it takes types out again. */
const TYPE_GLOB = /^!?[\w.+*-]+\/[\w.+*-]+$/;

const DEFAULT_TYPES = [
  'image/*',
  'video/*',
  'audio/*',
  'text/*',
  'application/json',
  'application/pdf',
  'application/rtf',
  'application/xml',
  'application/xhtml+xml',
  'application/ogg',
  'application/vnd.openxmlformats-officedocument.*',
  'application/vnd.oasis.opendocument.*',
  'application/x-cfb',
  'application/zip',
  'application/gzip',
  'application/x-7z-compressed',
];

export const mediaSettings = {
  mediaTypes: setting(
    'MEDIA_TYPES',
    'Content types that may be uploaded, by content and not by name, separated by commas; `*` is any part, `!` before one forbids it. `application/octet-stream` is what nobody knows.',
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
