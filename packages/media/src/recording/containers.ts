export interface Container {
  /** The one demuxer of ffmpeg that may read it: a playlist in disguise would make another one read other files. */
  readonly demuxer: string;
  /** Writes the copy without metadata; null where the upload stays as it is. */
  readonly cleaner: { readonly muxer: string; readonly extension: string } | null;
  /** Its content type when there is no picture in it. */
  readonly audioType: string;
}

const matroska = { demuxer: 'matroska', cleaner: null } as const;
const ogg: Container = { demuxer: 'ogg', cleaner: null, audioType: 'audio/ogg' };
const mp4: Container = {
  demuxer: 'mov',
  cleaner: { muxer: 'mp4', extension: 'mp4' },
  audioType: 'audio/mp4',
};

/** The recordings that ffmpeg may read, by their type. */
export const CONTAINERS: ReadonlyMap<string, Container> = new Map([
  ['video/mp4', mp4],
  ['audio/mp4', mp4],
  [
    'video/quicktime',
    { demuxer: 'mov', cleaner: { muxer: 'mov', extension: 'mov' }, audioType: 'video/quicktime' },
  ],
  ['video/3gpp', { demuxer: 'mov', cleaner: { muxer: '3gp', extension: '3gp' }, audioType: 'audio/3gpp' }],
  ['video/webm', { ...matroska, audioType: 'audio/webm' }],
  ['video/x-matroska', { ...matroska, audioType: 'audio/x-matroska' }],
  ['video/ogg', ogg],
  ['audio/ogg', ogg],
  ['audio/mpeg', { demuxer: 'mp3', cleaner: null, audioType: 'audio/mpeg' }],
  ['audio/wav', { demuxer: 'wav', cleaner: null, audioType: 'audio/wav' }],
  ['audio/flac', { demuxer: 'flac', cleaner: null, audioType: 'audio/flac' }],
  ['audio/aac', { demuxer: 'aac', cleaner: null, audioType: 'audio/aac' }],
  ['video/vnd.avi', { demuxer: 'avi', cleaner: null, audioType: 'video/vnd.avi' }],
]);
