import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dialect, Handshake } from '@crosstalk/dialect-kit';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Guest, Reception } from '../connections/reception.js';
import { refuseUpgrade } from '../http/refuse-upgrade.js';
import { admitBearer, NO_TOKEN } from './admit-bearer.js';
import type { Door } from './door.js';
import { Heartbeat } from './heartbeat.js';
import { idleTimer } from './idle-timer.js';
import { WebSocketWire } from './websocket-wire.js';

/** Above this many bytes a frame closes the socket with 1009; below it the dialect answers `too_large` itself. */
export const MAX_FRAME_BYTES = 24 * 1024 * 1024;

interface Around {
  readonly reception: Reception;
  readonly server: WebSocketServer;
  readonly heartbeat: Heartbeat;
  /** Told of a handshake without the token that it needs; a bad token is told by the sessions. */
  noToken(): void;
}

/** What an upgrade is about, as Node hands it over. */
interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** The door of a raw WebSocket dialect. */
export function webSocketDoor(
  dialect: Dialect,
  reception: Reception,
  noToken: () => void = () => undefined,
): Door {
  if (dialect.transport.kind !== 'websocket')
    throw new TypeError(`${dialect.name} does not speak raw WebSocket`);
  const { paths } = dialect.transport;
  const heartbeat = new Heartbeat();
  const around = { reception, server: serverOf(dialect), heartbeat, noToken };
  return {
    dialect,
    matches: ({ path, isEngineIo }) =>
      !isEngineIo && paths.some((each) => each === path || each === `${path}/`),
    upgrade(request, socket, head) {
      const upgrade = { request, socket, head };
      if (dialect.requiresToken) openAdmitted(dialect, around, upgrade).catch(() => socket.destroy());
      else openStranger(dialect, around, upgrade);
    },
    close: () => heartbeat.stop(),
  };
}

function serverOf(dialect: Dialect): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    ...(dialect.subprotocol && {
      handleProtocols: (offered: Set<string>) => dialect.subprotocol?.([...offered]) ?? false,
    }),
  });
}

function openStranger(dialect: Dialect, around: Around, { request, socket, head }: Upgrade): void {
  around.server.handleUpgrade(request, socket, head, (client) => {
    const guest = around.reception.open(dialect, new WebSocketWire(client), handshakeOf(request));
    serve(client, guest, around);
  });
}

/** Refuses or makes the session first; the socket opens when its user is in all of their rooms. */
async function openAdmitted(dialect: Dialect, around: Around, upgrade: Upgrade): Promise<void> {
  const { reception, server, noToken } = around;
  const { request, socket, head } = upgrade;
  const handshake = handshakeOf(request);
  const admitted = await admitBearer(dialect, { handshake, reception }, (guest) =>
    // Also when `ws` finds the handshake wrong, or the client leaves meanwhile.
    socket.once('close', () => reception.closed(guest)),
  );
  if ('status' in admitted) {
    if (admitted === NO_TOKEN) noToken();
    refuseUpgrade(socket, admitted);
    return;
  }
  const { guest, wire } = admitted;
  server.handleUpgrade(request, socket, head, (client) => {
    wire.open(client);
    serve(client, guest, around);
    reception.greet(guest);
  });
}

function serve(client: WebSocket, guest: Guest, { reception, heartbeat }: Around): void {
  const idle = idleTimer(guest.connection, { idleMs: guest.connection.dialect.idleMs });
  heartbeat.watch(client);
  client.on('message', (data: RawData, isBinary: boolean) => {
    idle.touch();
    guest.inbox.receive(isBinary ? { kind: 'binary' } : { kind: 'text', text: textOf(data) });
  });
  // `ws` closes the socket after an error by itself; without a listener the error would end the process.
  client.on('error', () => undefined);
  client.on('close', () => {
    idle.stop();
    reception.closed(guest);
  });
}

function handshakeOf({ headers }: IncomingMessage): Handshake {
  const offered = headers['sec-websocket-protocol'] ?? '';
  const subprotocols = offered.split(',').map((each) => each.trim());
  return { headers, auth: undefined, subprotocols: subprotocols.filter((each) => each !== '') };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
