import type { UserId } from '@crosstalk/domain';

export interface LocalConnection {
  readonly userId: UserId;
  readonly connectionId: string;
}

/** What a user of this node last wished to be, as far as the node was told. */
interface Mark {
  readonly visible: boolean;
  /** Monotonic milliseconds. */
  readonly since: number;
}

/** This node's own connections by user: what presence knows without Redis. */
export class LocalConnections {
  readonly #byUser = new Map<UserId, Set<string>>();
  /** Of users with connections here who ever hid. */
  readonly #marks = new Map<UserId, Mark>();
  readonly #now: () => number;

  /** @param now monotonic milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  add({ userId, connectionId }: LocalConnection): void {
    const connections = this.#byUser.get(userId);
    if (connections) connections.add(connectionId);
    else this.#byUser.set(userId, new Set([connectionId]));
  }

  delete({ userId, connectionId }: LocalConnection): void {
    const connections = this.#byUser.get(userId);
    connections?.delete(connectionId);
    if (connections?.size !== 0) return;
    this.#byUser.delete(userId);
    this.#marks.delete(userId);
  }

  has({ userId, connectionId }: LocalConnection): boolean {
    return this.#byUser.get(userId)?.has(connectionId) ?? false;
  }

  /** Nothing is noted of users without a connection here, nor again what is known. */
  mark(userId: UserId, visible: boolean): void {
    if (!this.#byUser.has(userId) || this.#marks.get(userId)?.visible === visible) return;
    this.#marks.set(userId, { visible, since: this.#now() });
  }

  markOf(userId: UserId): Mark | undefined {
    return this.#marks.get(userId);
  }

  isHidden(userId: UserId): boolean {
    return this.#marks.get(userId)?.visible === false;
  }

  isOnline(userId: UserId): boolean {
    return this.#byUser.has(userId) && !this.isHidden(userId);
  }

  all(): readonly LocalConnection[] {
    return Array.from(this.#byUser, ([userId, connections]) =>
      Array.from(connections, (connectionId) => ({ userId, connectionId })),
    ).flat();
  }
}
