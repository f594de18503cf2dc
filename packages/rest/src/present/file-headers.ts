import { type FileContent, type FilePart, fileName } from '@crosstalk/domain';

/** What a browser may show by itself. No SVG and no HTML: they run scripts in the name of the server. */
const INLINE_TYPES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/ogg',
  'audio/wav',
  'audio/webm',
  'audio/flac',
  'video/mp4',
  'video/webm',
  'video/ogg',
]);
const CACHE_SECONDS = 3_600;

interface Served {
  readonly content: Pick<FileContent, 'contentType' | 'etag'>;
  readonly name: string;
  readonly part: FilePart;
  /** By a signed link, which runs out; else by a token, whose owner may lose the right to see it. */
  readonly signed: boolean;
}

/** Headers under which a stranger's file can be served from our own origin: shown if harmless, else saved, never run. */
export function fileHeaders({ content, name, part, signed }: Served): Record<string, string> {
  const type = content.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const inline = INLINE_TYPES.has(type);
  const disposition = inline ? 'inline' : 'attachment';
  return {
    'Content-Type': inline ? type : 'application/octet-stream',
    'Content-Disposition': part === 'content' ? `${disposition}; ${fileNameParameters(name)}` : disposition,
    ETag: quotedTag(content),
    'Accept-Ranges': 'bytes',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    // The page that shows it may live on another origin; the signature in the URL is the permission.
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': signed ? `private, max-age=${CACHE_SECONDS}, immutable` : 'private, no-cache',
  };
}

export const quotedTag = ({ etag }: Pick<FileContent, 'etag'>): string => `"${etag}"`;

/** The name twice: reduced to plain ASCII, and whole (RFC 6266, appendix D; RFC 8187). */
function fileNameParameters(stored: string): string {
  // Files of earlier versions have the names that they came with.
  const name = fileName(stored);
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}
