import type { IncomingMessage } from 'node:http';
import type { Dialect, Handshake } from '@crosstalk/dialect-kit';
import { Server as EngineServer, type Socket as EngineSocket } from 'engine.io';
import { Server, type Socket } from 'socket.io';
import type { Guest, Reception } from '../connections/reception.js';
import { acknowledgeBy } from './acknowledge-by.js';
import type { Door } from './door.js';
import { idleTimer } from './idle-timer.js';
import { SocketIoWire } from './socket-io-wire.js';
import { MAX_FRAME_BYTES } from './websocket-door.js';

interface SocketIoDoorDeps {
  readonly reception: Reception;
  isAllowed(origin: string | undefined, host: string | undefined): boolean;
  /** Told of a request that Engine.IO refused. `no_session`: it named a session that this node does not have. */
  refused?(why: 'refused' | 'no_session'): void;
}

/** Engine.IO's error code of a session that it does not know (protocol, «Upgrade» and «HTTP long-polling»). */
const UNKNOWN_SID = 1;

/** The door of a Socket.IO dialect. Its own Engine.IO server is handed requests by our router: `attach` would claim every path. */
export function socketIoDoor(dialect: Dialect, { reception, isAllowed, refused }: SocketIoDoorDeps): Door {
  if (dialect.transport.kind !== 'socket.io') throw new TypeError(`${dialect.name} does not speak Socket.IO`);
  const { path, allowEIO3 } = dialect.transport;
  const allows = ({ headers }: IncomingMessage): boolean => isAllowed(headers.origin, headers.host);
  const engine = new EngineServer({
    allowEIO3,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: MAX_FRAME_BYTES,
    allowRequest: (request, done) => done(allows(request) ? null : 'origin not allowed', allows(request)),
    cors: (request: IncomingMessage, done: (error: Error | null, options: object) => void) =>
      done(null, { origin: allows(request), credentials: true }),
  } as ConstructorParameters<typeof EngineServer>[0]);
  engine.on('connection_error', ({ code }: { readonly code: number }) =>
    refused?.(code === UNKNOWN_SID ? 'no_session' : 'refused'),
  );
  const io = new Server({ serveClient: false });
  io.bind(engine);
  io.on('connection', (socket) => receive(dialect, reception, socket));
  return {
    dialect,
    matches: (target) => target.isEngineIo && (target.path === path || `${target.path}/` === path),
    upgrade: (request, socket, head) => engine.handleUpgrade(request as never, socket, head),
    request: (request, response) => engine.handleRequest(request as never, response),
    close: () => engine.close(),
  };
}

function receive(dialect: Dialect, reception: Reception, socket: Socket): void {
  const engine: EngineSocket = socket.conn;
  const { headers, auth } = socket.handshake;
  const handshake: Handshake = { headers, auth, subprotocols: [] };
  // Size of the packet that is being decoded: Socket.IO hands over the parsed event only.
  let bytes = 0;
  const guest: Guest = reception.open(dialect, new SocketIoWire(engine), handshake);
  const idle = idleTimer(guest.connection, { idleMs: dialect.idleMs });
  acknowledgeBy(socket, (text) => guest.connection.sendText(text));
  engine.prependListener('data', (data: unknown) => {
    bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0;
  });
  socket.onAny((event: unknown, ...args: unknown[]) => {
    idle.touch();
    const last = args.at(-1);
    const acknowledge = typeof last === 'function' ? (last as (payload: unknown) => void) : undefined;
    const payload = acknowledge && args.length === 1 ? undefined : args[0];
    guest.inbox.receive({ kind: 'event', event: String(event), payload, bytes }, acknowledge);
  });
  socket.on('disconnect', () => {
    idle.stop();
    reception.closed(guest);
  });
  forgetRequest(engine);
}

/** The handshake's request would be kept as long as the connection, several kilobytes each (Socket.IO documentation, «Memory usage»). */
function forgetRequest(engine: EngineSocket): void {
  (engine as unknown as { request: unknown }).request = null;
}
