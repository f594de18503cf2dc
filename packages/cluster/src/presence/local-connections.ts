import type { UserId } from '@crosstalk/domain';

export interface LocalConnection {
  readonly userId: UserId;
  readonly connectionId: string;
}

/** This node's own connections by user: what presence knows without Redis. */
export class LocalConnections {
  readonly #visibleByUser = new Map<UserId, Map<string, boolean>>();

  set({ userId, connectionId }: LocalConnection, visible: boolean): void {
    const connections = this.#visibleByUser.get(userId) ?? new Map<string, boolean>();
    this.#visibleByUser.set(userId, connections.set(connectionId, visible));
  }

  delete({ userId, connectionId }: LocalConnection): void {
    const connections = this.#visibleByUser.get(userId);
    connections?.delete(connectionId);
    if (connections?.size === 0) this.#visibleByUser.delete(userId);
  }

  /** Undefined: not of this node, or not any more. */
  isVisible({ userId, connectionId }: LocalConnection): boolean | undefined {
    return this.#visibleByUser.get(userId)?.get(connectionId);
  }

  isOnline(userId: UserId): boolean {
    return [...(this.#visibleByUser.get(userId)?.values() ?? [])].includes(true);
  }

  all(): readonly LocalConnection[] {
    return Array.from(this.#visibleByUser, ([userId, connections]) =>
      Array.from(connections.keys(), (connectionId) => ({ userId, connectionId })),
    ).flat();
  }
}
