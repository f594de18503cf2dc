/** @module Composition root of a gateway: reads no environment, ends no process. */
import { createServer } from 'node:http';
import type { Dialect } from '@crosstalk/dialect-kit';
import { connectStorage } from '@crosstalk/storage';
import { createMetrics, createOpsServer, type Logger, type Readiness } from '@crosstalk/telemetry';
import { buildNode, type ChatNode } from './compose/build-node.js';
import { checkReadiness } from './compose/check-readiness.js';
import { dialects } from './compose/dialects.js';
import { listen } from './compose/listen.js';
import { doorLabel, requestObserver } from './compose/metrics-hooks.js';
import type { GatewayConfig } from './compose/read-config.js';
import { untilConnected } from './compose/until-connected.js';
import { Reception } from './connections/reception.js';
import { createApp } from './http/create-app.js';
import { originPolicy } from './http/origin-policy.js';
import { doorOf, routeUpgrades } from './http/upgrade-router.js';
import type { Door } from './transports/door.js';
import { socketIoDoor } from './transports/socket-io-door.js';
import { webSocketDoor } from './transports/websocket-door.js';

export interface Gateway {
  readonly port: number;
  readonly opsPort: number;
  /** Turns unready, tells the clients to move, lets requests in flight finish, releases everything. Idempotent. */
  drain(): Promise<void>;
}

interface Surroundings {
  readonly config: GatewayConfig;
  readonly log: Logger;
  readonly production: boolean;
}

/** Part of the drain time over which clients are told to move; the rest is for what is in flight. */
const SPREAD_SHARE = 0.8;
const LAST_WORDS_MS = 2_000;

export async function startGateway({ config, log, production }: Surroundings): Promise<Gateway> {
  const metrics = createMetrics();
  const state = { draining: false, node: null as ChatNode | null };
  const ready = (): Promise<Readiness> => checkReadiness(state, metrics);
  const ops = await createOpsServer({ metrics, ready, host: config.host, port: config.opsPort });
  const voided: Parameters<typeof buildNode>[0]['voided'] = { tell: null };
  const storage = await untilConnected(
    async () => {
      const connected = await connectStorage(config, {
        onVoided: (roomId, revs) => voided.tell?.(roomId, revs),
      });
      // In production the schema is migrated before the nodes start, once, not by each of them.
      if (!production) await connected.migrate();
      return connected;
    },
    { stopped: () => false, failed: (err) => log.warn({ err }, 'waiting for MongoDB (MONGODB_URL)') },
  );
  if (!storage) throw new Error('unreachable: nobody stops the wait');
  const publicUrl = (config.publicUrl ?? `http://${config.host}:${config.port}`).replace(/\/$/, '');
  const node = buildNode({ config, publicUrl, log, metrics, storage, voided });

  const reception = new Reception({
    desk: node.hub,
    maxBufferedBytes: config.maxBufferedBytes,
    onSlow: (dialect) => metrics.slowClientsClosed.with({ dialect: doorLabel(dialect.name) }).inc(),
    runnerOf: runnerFactory(node, config, (dialect) => requestObserver(dialect, metrics, log)),
  });
  const origins = originPolicy(config.corsOrigins, config.publicUrl);
  const doors = dialects.map((dialect): Door => {
    if (dialect.transport.kind === 'websocket') return webSocketDoor(dialect, reception);
    return socketIoDoor(dialect, {
      reception,
      isAllowed: ({ headers }) => origins.allows(headers.origin, headers.host),
    });
  });
  const app = createApp({
    dialects,
    origins,
    trustProxy: config.trustProxy,
    rest: {
      useCases: node.useCases,
      links: node.identity.fileLinks,
      rateLimiter: node.ports.rateLimiter,
      clock: node.ports.clock,
      settings: config,
      publicUrl,
      onDefect: (err) => log.error({ err }, 'a request failed by a defect'),
    },
  });
  const server = createServer((request, response) => {
    const door = doorOf(doors, request);
    if (door?.request) door.request(request, response);
    else app(request, response);
  });
  routeUpgrades({
    server,
    doors,
    origins,
    isDraining: () => state.draining,
    refused: (door, outcome) =>
      door && metrics.handshakes.with({ dialect: doorLabel(door.dialect.name), outcome }).inc(),
  });
  const port = await listen(server, config);
  state.node = node;
  log.info({ port, opsPort: ops.port }, 'gateway is listening');

  const drain = async (): Promise<void> => {
    state.draining = true;
    log.info({ connections: reception.size }, 'draining');
    await reception.drain(config.drainSeconds * 1_000 * SPREAD_SHARE);
    await reception.emptied(LAST_WORDS_MS);
    for (const door of doors) door.close();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    await node.close();
    await storage.close();
    await ops.close();
  };
  let draining: Promise<void> | null = null;
  return {
    port,
    opsPort: ops.port,
    drain: () => {
      draining ??= drain();
      return draining;
    },
  };
}

function runnerFactory(
  node: ChatNode,
  config: GatewayConfig,
  observerOf: (dialect: Dialect) => ReturnType<typeof requestObserver>,
) {
  const runners = new Map(
    dialects.map((dialect) => [
      dialect,
      {
        dialect,
        useCases: node.useCases,
        rendering: node.rendering,
        requestLimit: { ratePerSecond: config.requestsPerSecond, burst: config.requestBurst },
        now: () => performance.now(),
        observe: observerOf(dialect),
      },
    ]),
  );
  return (dialect: Dialect) => {
    const runner = runners.get(dialect);
    if (!runner) throw new TypeError(`no door speaks ${dialect.name}`);
    return runner;
  };
}
