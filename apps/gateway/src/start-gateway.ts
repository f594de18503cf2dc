/** @module Composition root of a gateway: reads no environment, ends no process. */
import type { Dialect } from '@crosstalk/dialect-kit';
import { createS3BlobStore } from '@crosstalk/object-storage';
import { connectStorage, type Storage, type StorageOptions } from '@crosstalk/storage';
import {
  createMetrics,
  createOpsServer,
  type Logger,
  type Metrics,
  storageObserver,
} from '@crosstalk/telemetry';
import { buildNode, type ChatNode, type VoidedRevs } from './compose/build-node.js';
import { buildServer, type ChatServer } from './compose/build-server.js';
import { checkReadiness } from './compose/check-readiness.js';
import { declareMetrics } from './compose/declare-metrics.js';
import { dialects } from './compose/dialects.js';
import { listen } from './compose/listen.js';
import { measureBuffers } from './compose/measure-buffers.js';
import type { GatewayConfig } from './compose/read-config.js';
import { requestEvents } from './compose/request-hooks.js';
import { untilConnected } from './compose/until-connected.js';

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
  /** Wire APIs beside those of `compose/dialects.ts`. */
  readonly moreDialects?: readonly Dialect[];
}

/** Part of the drain time in which only `/readyz` tells, so that load balancers send nobody here any more. */
export const NOTICE_SHARE = 0.2;
/** Part over which clients are told to move; the rest is for what is in flight. */
const SPREAD_SHARE = 0.6;
/** Milliseconds that clients have to answer the close. */
const LAST_WORDS_MS = 2_000;

/** Starts a node; while MongoDB is away it waits, alive and not ready. @throws Error when a port is taken */
export async function startGateway(surroundings: Surroundings): Promise<Gateway> {
  const { config, log } = surroundings;
  const spoken = [...dialects, ...(surroundings.moreDialects ?? [])];
  const metrics = createMetrics({ events: requestEvents(spoken) });
  declareMetrics(metrics, spoken);
  const state = { draining: false, node: null as ChatNode | null, chat: null as ChatServer | null };
  const ops = await createOpsServer({
    metrics,
    ready: () => checkReadiness(state, metrics),
    measure: async () => measureBuffers(metrics, state.chat?.reception),
    host: config.host,
    port: config.opsPort,
  });
  const voided: VoidedRevs = { tell: null };
  const storage = await openStorage(surroundings, metrics, voided);
  const publicUrl = (config.publicUrl ?? `http://${config.host}:${config.port}`).replace(/\/$/, '');
  const node = buildNode({ config, publicUrl, log, metrics, storage, voided });
  const chat = buildServer({
    config,
    publicUrl,
    log,
    metrics,
    node,
    dialects: spoken,
    isDraining: () => state.draining,
  });
  const port = await listen(chat.server, config);
  state.node = node;
  state.chat = chat;
  log.info({ port, opsPort: ops.port }, 'gateway is listening');
  let draining: Promise<void> | null = null;
  const drain = async (): Promise<void> => {
    state.draining = true;
    metrics.draining.set(1);
    log.info({ connections: chat.reception.size }, 'draining');
    await sendAway(chat, config.drainSeconds);
    await node.close();
    await storage.close();
    await ops.close();
  };
  return {
    port,
    opsPort: ops.port,
    drain: () => {
      draining ??= drain();
      return draining;
    },
  };
}

async function openStorage(
  { config, log, production }: Surroundings,
  metrics: Metrics,
  voided: VoidedRevs,
): Promise<Storage> {
  const blobStore = (await createS3BlobStore(config)) ?? undefined;
  const onVoided: StorageOptions['onVoided'] = (roomId, revs) => voided.tell?.(roomId, revs);
  const observers = storageObserver(metrics);
  const connect = async (): Promise<Storage> => {
    const storage = await connectStorage(config, { onVoided, blobStore, ...observers });
    // In production the schema is migrated before the nodes start, once, not by each of them.
    if (!production) await storage.migrate();
    return storage;
  };
  return untilConnected(connect, (err) => log.warn({ err }, 'waiting for MongoDB (MONGODB_URL)'));
}

async function sendAway({ reception, close }: ChatServer, drainSeconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, drainSeconds * 1_000 * NOTICE_SHARE));
  await reception.drain(drainSeconds * 1_000 * SPREAD_SHARE);
  await reception.emptied(LAST_WORDS_MS);
  await close();
}
