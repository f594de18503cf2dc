/** @module The HTTP server of a node and the doors behind it. Does not listen yet. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Dialect, RunnerDeps } from '@crosstalk/dialect-kit';
import type { Logger, Metrics } from '@crosstalk/telemetry';
import { Reception } from '../connections/reception.js';
import { createApp } from '../http/create-app.js';
import { type OriginPolicy, originPolicy } from '../http/origin-policy.js';
import { doorOf, routeUpgrades } from '../http/upgrade-router.js';
import type { Door } from '../transports/door.js';
import { socketIoDoor } from '../transports/socket-io-door.js';
import { webSocketDoor } from '../transports/websocket-door.js';
import type { ChatNode } from './build-node.js';
import { doorLabel } from './metrics-hooks.js';
import type { GatewayConfig } from './read-config.js';
import { requestObserver, restObserver, sendObserver } from './request-hooks.js';

type HandshakeOutcome = Parameters<Metrics['handshakes']['with']>[0]['outcome'];

const REQUEST_TIMEOUT_MS = 3_600_000;

export interface ServerDeps {
  readonly config: GatewayConfig;
  readonly publicUrl: string;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly node: ChatNode;
  /** Every wire API that this node speaks; each has a name and paths of its own. */
  readonly dialects: readonly Dialect[];
  isDraining(): boolean;
}

export interface ChatServer {
  readonly server: Server;
  readonly reception: Reception;
  /** Ends what is still open and stops listening. */
  close(): Promise<void>;
}

/**
 * Milliseconds that an idle HTTP connection is kept. Longer than clients and load balancers keep theirs (60 s with many of them): who ends
 * it first must not be the server, or a request that is under way just then is lost with a reset and nobody may repeat a POST.
 */
export const KEEP_ALIVE_MS = 75_000;

export function buildServer(deps: ServerDeps): ChatServer {
  const { config, metrics, dialects, isDraining } = deps;
  const reception = buildReception(deps);
  const refused = ({ name }: Dialect, outcome: HandshakeOutcome): void =>
    metrics.handshakes.with({ dialect: doorLabel(name), outcome }).inc();
  const origins = originPolicy(config.corsOrigins, config.publicUrl);
  const doors = dialects.map((dialect): Door => {
    if (dialect.transport.kind === 'websocket') {
      return webSocketDoor(dialect, reception, () => refused(dialect, 'unauthenticated'));
    }
    return socketIoDoor(dialect, {
      reception,
      isAllowed: (origin, host) => origins.allows(origin, host),
      refused: (why) => refused(dialect, why),
    });
  });
  const app = buildApp(deps, origins);
  // Uploads may be slow; what stalls, and what is no upload, ends earlier (`packages/rest/src/http/handle-rest.ts`).
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    const door = doorOf(doors, request);
    if (door?.request && isDraining() && isHandshake(request)) {
      refused(door.dialect, 'draining');
      refuseHandshake(response);
    } else if (door?.request) door.request(request, response);
    else app(request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  routeUpgrades({
    server,
    doors,
    origins,
    isDraining,
    refused: (door, why) => door && refused(door.dialect, why),
  });
  return {
    server,
    reception,
    async close() {
      for (const door of doors) door.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** An Engine.IO request without a session asks for a new one. */
function isHandshake({ url = '' }: IncomingMessage): boolean {
  return !/[?&]sid=/.test(url);
}

function refuseHandshake(response: ServerResponse): void {
  response.writeHead(503, { 'Content-Type': 'application/problem+json', 'Retry-After': '1' });
  response.end(JSON.stringify({ type: 'about:blank', title: 'Service Unavailable', status: 503 }));
}

function buildReception({ config, log, metrics, node, dialects }: ServerDeps): Reception {
  const { useCases, rendering } = node;
  const requestLimit = { ratePerSecond: config.requestsPerSecond, burst: config.requestBurst };
  const runners = new Map(
    dialects.map((dialect): [string, RunnerDeps] => {
      const observe = requestObserver(dialect, metrics, log);
      const observeSend = sendObserver(dialect, metrics);
      return [
        dialect.name,
        { dialect, useCases, rendering, requestLimit, now: () => performance.now(), observe, observeSend },
      ];
    }),
  );
  return new Reception({
    desk: node.hub,
    maxBufferedBytes: config.maxBufferedBytes,
    onSlow: (dialect) => metrics.slowClientsClosed.with({ dialect: doorLabel(dialect.name) }).inc(),
    runnerOf: ({ name }) => {
      const runner = runners.get(name);
      if (!runner) throw new TypeError(`no door speaks ${name}`);
      return runner;
    },
  });
}

function buildApp(
  { config, publicUrl, log, metrics, node, dialects }: ServerDeps,
  origins: OriginPolicy,
): ReturnType<typeof createApp> {
  return createApp({
    dialects,
    origins,
    trustProxy: config.trustProxy,
    rest: {
      rest: {
        useCases: node.useCases,
        links: node.identity.fileLinks,
        rateLimiter: node.ports.rateLimiter,
        clock: node.ports.clock,
        settings: config,
        publicUrl,
      },
      onDefect: (requestId, err) => log.error({ err, requestId }, 'a request failed by a defect'),
      observe: restObserver(metrics, log),
    },
  });
}
