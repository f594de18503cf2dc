/** @module Everything of a node that has a lifetime, wired: stores, cluster, domain. Nothing listens yet. */
import { randomUUID } from 'node:crypto';
import {
  createRedisClients,
  RedisCallBoard,
  type RedisClients,
  RedisPresence,
  RedisRateLimiter,
  RoomRegistry,
} from '@crosstalk/cluster';
import { Knowledge, type Rendering } from '@crosstalk/dialect-kit';
import {
  type Clock,
  createRoomTail,
  createRoomViews,
  createUseCases,
  type Ports,
  presenceChannel,
  RATE_RULES,
  type RoomId,
  roomChannel,
  type Timers,
  type UseCases,
  userChannel,
} from '@crosstalk/domain';
import { createIdentity, type Identity } from '@crosstalk/identity';
import { BullSideEffects, createQueueConnections } from '@crosstalk/jobs';
import { createOutbound } from '@crosstalk/outbound/rules';
import type { Storage } from '@crosstalk/storage';
import { type Logger, type Metrics, redisObserver } from '@crosstalk/telemetry';
import type { GatewayConnection } from '../connections/gateway-connection.js';
import type { SessionHub } from '../sessions/session-hub.js';
import { buildDelivery } from './build-delivery.js';
import { buildSessions } from './build-sessions.js';
import { doorLabel, jobObserver, refusalOutcome, registryMetrics } from './metrics-hooks.js';
import { openQueueRedis } from './open-queue-redis.js';
import type { GatewayConfig } from './read-config.js';

/** The way from storage, which gives up revs, to the cluster, which tells the nodes. */
export interface VoidedRevs {
  tell: ((roomId: RoomId, revs: readonly number[]) => void) | null;
}

export interface NodeDeps {
  readonly config: GatewayConfig;
  readonly publicUrl: string;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly storage: Storage;
  /** Filled in here: storage is there before the registry that tells. */
  readonly voided: VoidedRevs;
}

export interface ChatNode {
  readonly useCases: UseCases;
  readonly ports: Ports;
  readonly identity: Identity;
  readonly redis: RedisClients;
  readonly registry: RoomRegistry<GatewayConnection>;
  readonly hub: SessionHub;
  readonly rendering: Rendering;
  pingStorage(): Promise<void>;
  /** Releases everything but storage, in reverse order. */
  close(): Promise<void>;
}

const clock: Clock = { now: () => Date.now() };
const timers: Timers = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs).unref();
    return () => clearTimeout(timer);
  },
};

/** Wires a node on storage that is connected. */
export function buildNode(deps: NodeDeps): ChatNode {
  const { config, log, metrics, storage } = deps;
  const failed = (what: string, err: unknown): void => log.warn({ err, what }, 'a background task failed');
  const redis = createRedisClients(config, 'crosstalk-gateway', {
    observe: (client) => redisObserver(metrics, client),
  });
  const identity = createIdentity(config, { clock, publicUrl: deps.publicUrl });
  const queues = createQueueConnections(openQueueRedis(config, redisObserver(metrics, 'queue')));
  const { queuePrefix } = config;
  const sideEffects = new BullSideEffects({
    connection: queues.producer,
    queuePrefix,
    observer: jobObserver(metrics, log),
  });
  const presence = new RedisPresence({
    redis,
    config,
    onTransition: (userId, online, lastSeen) => {
      metrics.presenceTransitions.with({ state: online ? 'online' : 'offline' }).inc();
      registry.publish(presenceChannel(userId), { type: 'presence.changed', userId, online, lastSeen });
      if (lastSeen !== null)
        storage.users.setLastSeen(userId, lastSeen).catch((error) => failed('last seen', error));
    },
    onShown: (userId) =>
      registry.publish(userChannel(userId), { type: 'visibility.changed', userId, visible: true }),
    onError: (error) => failed('presence', error),
  });
  const knowledge = new Knowledge();
  const rendering: Rendering = {
    fileUrl: (id, part) => identity.fileLinks.urlFor(id, part),
    shareEmails: config.shareEmails,
    sharesContacts: identity.sharesContacts,
    roomOf: (roomId) => knowledge.roomOf(roomId),
    presenceOf: (userId) => knowledge.presenceOf(userId),
  };
  const delivery = buildDelivery(rendering, metrics, failed);
  const ports: Ports = {
    clock,
    timers,
    events: { publish: (channel, event) => registry.publish(channel, event) },
    messages: storage.messages,
    rooms: storage.rooms,
    members: storage.members,
    users: storage.users,
    refreshTokenStore: storage.refreshTokenStore,
    files: storage.files,
    erasures: storage.erasures,
    search: storage.search,
    accessTokens: identity.accessTokens,
    refreshTokens: identity.refreshTokens,
    passwords: identity.passwords,
    hostSites: identity.hostSites,
    presence,
    // Of a killed node nobody stays busy.
    calls: new RedisCallBoard(redis, { isConnected: (userId, id) => presence.isConnected(userId, id) }),
    sideEffects,
    rateLimiter: new RedisRateLimiter(redis),
    outbound: createOutbound(config, storage.secrets),
    pushSubscriptions: storage.pushSubscriptions,
    notificationSettings: storage.notificationSettings,
    webhooks: storage.webhooks,
    previews: config.linkPreviews ? storage.previews : null,
    randomId: randomUUID,
  };
  const useCases = createUseCases(ports, {
    registration: config.registration,
    maxUploadBytes: config.maxUploadBytes,
    rateRules: {
      ...RATE_RULES,
      registerPerAddress: { ...RATE_RULES.registerPerAddress, limit: config.registrationsPerHour },
      uploadPerUser: { ...RATE_RULES.uploadPerUser, limit: config.uploadsPerMinute },
    },
  });
  const registry = new RoomRegistry<GatewayConnection>({
    redis,
    tail: createRoomTail(ports),
    membersAmong: async (roomId, userIds) =>
      (await storage.members.among(roomId, userIds)).map((member) => member.userId),
    deliver: (channel, audience, event) => {
      if (event.type === 'user.updated') storage.users.invalidate(event.userId);
      if (event.type === 'members.changed' || event.type === 'room.updated')
        storage.members.invalidate(event.roomId);
      deliver(channel, audience, event);
    },
    clock,
    onEvicted: (connection, channel) => hub.evicted(connection, channel),
    onResync: () => hub.resync().catch((error: unknown) => failed('resync', error)),
    onError: (error) => failed('delivery', error),
    metrics: registryMetrics(metrics),
  });
  const { hub, deliver } = buildSessions({
    useCases,
    audiences: registry,
    views: createRoomViews(ports),
    knowledge,
    delivery,
    members: storage.members,
    presence,
    clock,
    counted: (connection, change) => {
      const dialect = doorLabel(connection.dialect.name);
      metrics.connections.with({ dialect }).inc(change);
    },
    attempted: ({ dialect: { name } }, refused) => {
      const outcome = refused === null ? 'ok' : refusalOutcome(refused);
      metrics.handshakes.with({ dialect: doorLabel(name), outcome }).inc();
    },
    failed,
  });
  deps.voided.tell = (roomId, revs) =>
    registry.publish(roomChannel(roomId), { type: 'revs.voided', roomId, revs });
  presence.start();
  return {
    useCases,
    ports,
    identity,
    redis,
    registry,
    hub,
    rendering,
    pingStorage: () => storage.ping(),
    async close() {
      await presence.close();
      await sideEffects.close();
      queues.close();
      await registry.close();
      redis.close();
    },
  };
}
