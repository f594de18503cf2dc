import type { Channel, RoomHead } from '@crosstalk/domain';
import type { GatewayConnection } from '../connections/gateway-connection.js';

/** The part of the room registry that sessions use. */
export interface Audiences {
  /** Resolves when nothing published from now on is missed. */
  subscribe(channels: readonly Channel[]): Promise<void>;
  add(connection: GatewayConnection, channel: Channel): void;
  /** Adds to a room that its user has just joined; nothing after these counters is missed. */
  enter(connection: GatewayConnection, channel: Channel, head: RoomHead): void;
  remove(connection: GatewayConnection, channel: Channel): void;
  removeAll(connection: GatewayConnection): void;
  audience(channel: Channel): ReadonlySet<GatewayConnection>;
  channelsOf(connection: GatewayConnection): ReadonlySet<Channel>;
}
