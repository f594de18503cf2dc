import type { Channel } from '@crosstalk/domain';
import type { GatewayConnection } from '../../src/connections/gateway-connection.js';
import type { Audiences } from '../../src/sessions/audiences.js';

/** Audiences of one node without a cluster. */
export class MemoryAudiences implements Audiences {
  readonly #byChannel = new Map<Channel, Set<GatewayConnection>>();
  /** Set by a test that looks at what happens while a subscription is made. */
  subscribing: Promise<void> = Promise.resolve();

  subscribe(): Promise<void> {
    return this.subscribing;
  }

  add(connection: GatewayConnection, channel: Channel): void {
    const audience = this.#byChannel.get(channel) ?? new Set();
    this.#byChannel.set(channel, audience.add(connection));
  }

  enter(connection: GatewayConnection, channel: Channel): void {
    this.add(connection, channel);
  }

  remove(connection: GatewayConnection, channel: Channel): void {
    this.#byChannel.get(channel)?.delete(connection);
  }

  removeAll(connection: GatewayConnection): void {
    for (const audience of this.#byChannel.values()) audience.delete(connection);
  }

  audience(channel: Channel): ReadonlySet<GatewayConnection> {
    return this.#byChannel.get(channel) ?? new Set();
  }

  channelsOf(connection: GatewayConnection): ReadonlySet<Channel> {
    const channels = [...this.#byChannel].filter(([, audience]) => audience.has(connection));
    return new Set(channels.map(([channel]) => channel));
  }
}
