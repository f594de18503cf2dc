/** Largest piece of memory that ffmpeg takes at once, in bytes. */
const MOST_MEMORY = 512 * 1024 * 1024;

/** Arguments that let ffmpeg or ffprobe read this one file as this one format and nothing else, no network, no other file. */
export function readArguments(path: string, demuxer: string): readonly string[] {
  // `file:` keeps a name that begins with a dash or looks like another protocol a name.
  return ['-max_alloc', `${MOST_MEMORY}`, '-protocol_whitelist', 'file', '-f', demuxer, '-i', `file:${path}`];
}
