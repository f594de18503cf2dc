import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Door } from '../transports/door.js';
import type { OriginPolicy } from './origin-policy.js';
import { type Refusal, refuseUpgrade } from './refuse-upgrade.js';

export interface UpgradeRouterOptions {
  readonly server: Server;
  readonly doors: readonly Door[];
  readonly origins: OriginPolicy;
  isDraining(): boolean;
  /** `door` is null when no dialect lives at the path. */
  refused(door: Door | null, why: 'draining' | 'refused'): void;
}

const DRAINING: Refusal = {
  status: 503,
  detail: 'This node is being shut down; connect again.',
  retryAfterSeconds: 1,
};
const FOREIGN: Refusal = { status: 403, detail: 'This origin is not let in (CORS_ORIGINS).' };
const NOWHERE: Refusal = { status: 404, detail: 'No WebSocket lives at this path.' };

/** Sends every upgrade to the one dialect that its path and `EIO` name; all others are answered, never left hanging. */
export function routeUpgrades({ server, doors, origins, isDraining, refused }: UpgradeRouterOptions): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A reset before the handshake is over must not become an unhandled error event.
    socket.on('error', () => socket.destroy());
    const door = doorOf(doors, request);
    const refusal = isDraining() ? DRAINING : refusalOf(door, origins, request);
    if (door && !refusal) return door.upgrade(request, socket, head);
    refused(door, isDraining() ? 'draining' : 'refused');
    refuseUpgrade(socket, refusal ?? NOWHERE);
  });
}

export function doorOf(doors: readonly Door[], request: IncomingMessage): Door | null {
  const url = parseTarget(request.url);
  if (!url) return null;
  const target = { path: url.pathname, isEngineIo: url.searchParams.has('EIO') };
  return doors.find((door) => door.matches(target)) ?? null;
}

function parseTarget(target: string | undefined): URL | null {
  try {
    return new URL(target ?? '/', 'http://node');
  } catch {
    return null;
  }
}

function refusalOf(door: Door | null, origins: OriginPolicy, request: IncomingMessage): Refusal | null {
  if (!door) return NOWHERE;
  return origins.allows(request.headers.origin, request.headers.host) ? null : FOREIGN;
}
