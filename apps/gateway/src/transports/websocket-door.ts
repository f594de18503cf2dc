import type { Dialect } from '@crosstalk/dialect-kit';
import { type RawData, WebSocketServer } from 'ws';
import type { Reception } from '../connections/reception.js';
import type { Door } from './door.js';
import { Heartbeat } from './heartbeat.js';
import { WebSocketWire } from './websocket-wire.js';

/** Above this many bytes a frame closes the socket with 1009; below it the dialect answers `too_large` itself. */
export const MAX_FRAME_BYTES = 24 * 1024 * 1024;

/** The door of a raw WebSocket dialect. */
export function webSocketDoor(dialect: Dialect, reception: Reception): Door {
  if (dialect.transport.kind !== 'websocket')
    throw new TypeError(`${dialect.name} does not speak raw WebSocket`);
  const { paths } = dialect.transport;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
  });
  const heartbeat = new Heartbeat();
  return {
    dialect,
    matches: ({ path, isEngineIo }) =>
      !isEngineIo && paths.some((each) => each === path || each === `${path}/`),
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (client) => {
        const subprotocols = client.protocol ? [client.protocol] : [];
        const guest = reception.open(dialect, new WebSocketWire(client), {
          headers: request.headers,
          auth: undefined,
          subprotocols,
        });
        heartbeat.watch(client);
        client.on('message', (data: RawData, isBinary: boolean) => {
          guest.inbox.receive(isBinary ? { kind: 'binary' } : { kind: 'text', text: textOf(data) });
        });
        // `ws` closes the socket after an error by itself; without a listener the error would end the process.
        client.on('error', () => undefined);
        client.on('close', () => reception.closed(guest));
      });
    },
    close: () => heartbeat.stop(),
  };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
