/** Where one of the wire APIs is entered. */
export interface Door {
  readonly dialect: string;
  readonly kind: 'socket.io' | 'websocket';
  readonly path: string;
  /** Without a token the upgrade is answered with 401. */
  readonly requiresToken: boolean;
}

/** The doors of a node; a test compares them with what the dialects declare. */
export const DOORS: readonly Door[] = [
  { dialect: 'channels', kind: 'socket.io', path: '/socket.io/', requiresToken: false },
  { dialect: 'dialogs', kind: 'socket.io', path: '/', requiresToken: false },
  { dialect: 'casamsa', kind: 'websocket', path: '/ws/chat/', requiresToken: false },
  { dialect: 'fsego', kind: 'websocket', path: '/ws/fsego/', requiresToken: false },
  { dialect: 'fsego', kind: 'websocket', path: '/', requiresToken: false },
  { dialect: 'consumer', kind: 'websocket', path: '/ws/chats/', requiresToken: true },
];

export const POLLING_DOORS = DOORS.filter(({ kind }) => kind === 'socket.io');
/** Which looks that need any door of a kind go to. */
export const RAW_PATH = '/ws/chat/';
export const ENGINE_PATH = '/socket.io/';

/** What a client of the door asks for when it begins with a WebSocket. */
export function upgradePath({ kind, path }: Door): string {
  return kind === 'socket.io' ? `${path}?EIO=4&transport=websocket` : path;
}
