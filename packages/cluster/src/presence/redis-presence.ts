import { randomUUID } from 'node:crypto';
import type { EpochMs, Presence, PresenceBoard, UserId } from '@crosstalk/domain';
import type { ClusterConfig } from '../cluster-settings.js';
import type { RedisClients } from '../redis/create-redis-clients.js';
import { type LocalConnection, LocalConnections } from './local-connections.js';
import { type Departure, type Entry, PresenceLedger, type Told } from './presence-ledger.js';

export interface PresenceOptions {
  readonly redis: Pick<RedisClients, 'commands' | 'keys'>;
  readonly config: Pick<ClusterConfig, 'presenceLeaseMs' | 'presenceRefreshMs' | 'presenceGraceMs'>;
  /** A user came online or went offline. One node of the cluster is told of each transition. `lastSeen` is null when online. */
  readonly onTransition: (userId: UserId, online: boolean, lastSeen: EpochMs | null) => void;
  /** A new connection to this node showed a user who hid: the other nodes with connections of the user should be told. */
  readonly onShown?: (userId: UserId) => void;
  /** What `onTransition` or `onShown` threw. */
  readonly onError?: (error: unknown) => void;
  /** Monotonic milliseconds, for when a wish was said. Told again, wishes are apart by as much as their commands take, no better. */
  readonly now?: () => number;
}

const REPLAY_BATCH = 200;
const MIN_TICK_MS = 20;

/**
 * Who is online, cluster-wide. The node holds one lease; what it says about its connections counts as long as the lease lives, so a
 * killed node's users are offline soon, whoever cleans up. While Redis is away writes are remembered, and reads know this node only.
 */
export class RedisPresence implements PresenceBoard {
  readonly #options: PresenceOptions;
  readonly #now: () => number;
  readonly #local: LocalConnections;
  readonly #ledger: PresenceLedger;
  /** Connections that ended while Redis did not answer. */
  #unsentEnds: LocalConnection[] = [];
  /** Something that was written may not have arrived. */
  #stale = false;
  #lastBeat = Number.NEGATIVE_INFINITY;
  #beating: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  readonly #onReady = (): void => void this.#beat(true);

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#local = new LocalConnections(this.#now);
    const { presenceLeaseMs: leaseMs, presenceGraceMs: graceMs } = options.config;
    // New on every boot: a restarted node never inherits what its predecessor left.
    const nodeId = randomUUID();
    this.#ledger = new PresenceLedger({ ...options.redis, nodeId, leaseMs, graceMs });
  }

  /** Takes the lease and begins to look for others that have lost theirs. */
  start(): void {
    const { presenceRefreshMs, presenceGraceMs } = this.#options.config;
    const tickMs = Math.max(MIN_TICK_MS, Math.min(presenceRefreshMs, presenceGraceMs / 5));
    this.#options.redis.commands.on('ready', this.#onReady);
    this.#timer = setInterval(() => void this.#beat(false), tickMs).unref();
    void this.#beat(true);
  }

  /** Never throws: what Redis did not take is told when it is back. A user who hid is shown again. */
  async connected(userId: UserId, connectionId: string): Promise<void> {
    if (this.#closed) return;
    const connection = { userId, connectionId };
    this.#local.add(connection);
    if (this.#local.isHidden(userId)) this.#local.mark(userId, true);
    const sent = await this.#attempt(async () => {
      const told = await this.#ledger.register([{ ...connection, wish: 'appear', ageMs: 0 }]);
      this.#tell(told);
      if (told.some(({ what }) => what === 'shown')) this.#guarded(() => this.#options.onShown?.(userId));
    });
    // Told again as a wish of now: whoever hides later prevails.
    if (!sent) this.#local.mark(userId, true);
  }

  /** Takes effect without grace. Never throws: what Redis did not take is told when it is back. */
  async setVisible(userId: UserId, visible: boolean): Promise<void> {
    if (this.#closed) return;
    this.#local.mark(userId, visible);
    await this.#attempt(async () =>
      this.#tell(await this.#ledger.setVisibility(userId, visible ? 'show' : 'hide')),
    );
  }

  /** Another node was told what the user wishes; the user's own channel says so. */
  noteVisibility(userId: UserId, visible: boolean): void {
    this.#local.mark(userId, visible);
  }

  isHidden(userId: UserId): boolean {
    return this.#local.isHidden(userId);
  }

  /** Never throws. The user stays online for the grace, and longer by other connections. */
  async disconnected(userId: UserId, connectionId: string): Promise<void> {
    const connection = { userId, connectionId };
    if (this.#closed || !this.#local.has(connection)) return;
    this.#local.delete(connection);
    const sent = await this.#attempt(() => this.#ledger.unregister([connection]));
    if (!sent) this.#unsentEnds.push(connection);
  }

  /** In one round trip. While Redis is away: who is connected to this node. */
  async read(userIds: readonly UserId[]): Promise<readonly Presence[]> {
    try {
      return await this.ask(userIds);
    } catch {
      return userIds.map((userId) => ({ userId, online: this.#local.isOnline(userId), lastSeen: null }));
    }
  }

  /** In one round trip. @throws when Redis is away */
  async ask(userIds: readonly UserId[]): Promise<readonly Presence[]> {
    return userIds.length === 0 ? [] : this.#ledger.read(userIds);
  }

  /** Whether a living node holds the connection. @throws when Redis is away */
  isConnected(userId: UserId, connectionId: string): Promise<boolean> {
    return this.#ledger.holds({ userId, connectionId });
  }

  /** Gives up this node's entries; its users have the grace to come back elsewhere. Idempotent, never throws. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#timer) clearInterval(this.#timer);
    this.#options.redis.commands.off('ready', this.#onReady);
    await this.#beating;
    await this.#attempt(() => this.#ledger.leave());
  }

  /** Runs one beat at a time. `now`: renews the lease although it is not time yet. */
  #beat(now: boolean): Promise<void> {
    if (now) this.#lastBeat = Number.NEGATIVE_INFINITY;
    this.#beating ??= this.#attempt(() => this.#work()).then(() => {
      this.#beating = null;
    });
    return this.#beating;
  }

  async #work(): Promise<void> {
    if (this.#closed) return;
    const due = performance.now() - this.#lastBeat >= this.#options.config.presenceRefreshMs;
    if (due) {
      const held = await this.#ledger.renewLease();
      this.#lastBeat = performance.now();
      if (!held || this.#stale) await this.#replay();
    }
    this.#announceGone(await this.#ledger.endGrace());
    for (let more = due; more && !this.#closed; ) {
      const swept = await this.#ledger.sweepDead();
      this.#announceGone(swept.gone);
      more = swept.more;
    }
  }

  /** Tells Redis again what it may not know. */
  async #replay(): Promise<void> {
    this.#stale = false;
    const ends = this.#unsentEnds;
    this.#unsentEnds = [];
    for (const batch of batches(ends)) {
      if (!(await this.#attempt(() => this.#ledger.unregister(batch)))) this.#unsentEnds.push(...batch);
    }
    for (const batch of batches(this.#local.all())) {
      // Looked up at the moment of sending: what has ended meanwhile must not come back.
      const present = batch.filter((connection) => this.#local.has(connection));
      await this.#attempt(async () => {
        const told = await this.#ledger.register(present.map((each) => this.#entryOf(each)));
        this.#tell(told);
      });
    }
  }

  #entryOf(connection: LocalConnection): Entry {
    const mark = this.#local.markOf(connection.userId);
    if (!mark) return { ...connection, wish: 'none', ageMs: 0 };
    return { ...connection, wish: mark.visible ? 'shown' : 'hidden', ageMs: this.#now() - mark.since };
  }

  /** False when Redis did not answer; everything is told again later. */
  async #attempt(task: () => Promise<void>): Promise<boolean> {
    try {
      await task();
      return true;
    } catch {
      this.#stale = true;
      return false;
    }
  }

  #tell(told: readonly Told[]): void {
    for (const { userId, what, lastSeen } of told) {
      if (what === 'hidden' || what === 'shown') this.#local.mark(userId, what === 'shown');
      else this.#announce(userId, what === 'online', lastSeen);
    }
  }

  #announceGone(gone: readonly Departure[]): void {
    for (const { userId, lastSeen } of gone) this.#announce(userId, false, lastSeen);
  }

  #announce(userId: UserId, online: boolean, lastSeen: EpochMs | null): void {
    this.#guarded(() => this.#options.onTransition(userId, online, lastSeen));
  }

  #guarded(task: () => void): void {
    try {
      task();
    } catch (error) {
      this.#options.onError?.(error);
    }
  }
}

function batches<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / REPLAY_BATCH) }, (_, index) =>
    items.slice(index * REPLAY_BATCH, (index + 1) * REPLAY_BATCH),
  );
}
