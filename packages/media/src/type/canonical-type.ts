/** Other names of a type, as detectors write them, and the one that the rest of the system knows. */
const NAMES: Readonly<Record<string, string>> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/x-flac': 'audio/flac',
  'audio/vnd.wave': 'audio/wav',
  'audio/x-wav': 'audio/wav',
  'video/x-m4v': 'video/mp4',
  'video/matroska': 'video/x-matroska',
  'text/xml': 'application/xml',
};

/** One name for each type, without parameters (`audio/ogg; codecs=opus`). */
export function canonicalType(type: string | undefined): string | undefined {
  const bare = type?.split(';')[0]?.trim().toLowerCase();
  return bare && (NAMES[bare] ?? bare);
}
