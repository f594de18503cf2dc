import type { Channel, UserId } from '@crosstalk/domain';

const NOBODY: ReadonlySet<never> = new Set();
const NOTHING: ReadonlySet<Channel> = new Set();

/** Which of this node's connections are in which channel, from both sides. */
export class Audiences<C extends { readonly userId: UserId }> {
  readonly #byChannel = new Map<Channel, Set<C>>();
  readonly #byConnection = new Map<C, Set<Channel>>();

  of(channel: Channel): ReadonlySet<C> {
    return this.#byChannel.get(channel) ?? NOBODY;
  }

  channelsOf(connection: C): ReadonlySet<Channel> {
    return this.#byConnection.get(connection) ?? NOTHING;
  }

  usersOf(channel: Channel): readonly UserId[] {
    return [...new Set(Array.from(this.of(channel), ({ userId }) => userId))];
  }

  add(connection: C, channel: Channel): void {
    enter(this.#byChannel, channel, connection);
    enter(this.#byConnection, connection, channel);
  }

  /** True when the channel lost its last connection. */
  remove(connection: C, channel: Channel): boolean {
    leave(this.#byConnection, connection, channel);
    return leave(this.#byChannel, channel, connection);
  }
}

function enter<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}

function leave<K, V>(map: Map<K, Set<V>>, key: K, value: V): boolean {
  const values = map.get(key);
  if (!values?.delete(value) || values.size > 0) return false;
  map.delete(key);
  return true;
}
