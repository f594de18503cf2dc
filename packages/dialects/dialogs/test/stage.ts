import type { Actor, RoomId, User } from '@crosstalk/domain';
import type { BenchSocket } from '../../../../test/conformance/bench/bench-socket.js';
import { DialectBench, type Person } from '../../../../test/conformance/bench/dialect-bench.js';
import { dialogs } from '../src/dialect.js';

export type Payload = Readonly<Record<string, unknown>>;
export type Told = readonly [name: string, payload: Payload];

/** Ann and Bob in a room of theirs, and as many sockets as a test wants. */
export class Stage {
  readonly bench: DialectBench;
  readonly ann: Person;
  readonly bob: Person;
  readonly roomId: RoomId;

  private constructor(bench: DialectBench, people: { ann: Person; bob: Person }, roomId: RoomId) {
    this.bench = bench;
    this.ann = people.ann;
    this.bob = people.bob;
    this.roomId = roomId;
  }

  static async open(): Promise<Stage> {
    const bench = new DialectBench(dialogs);
    const people = { ann: await bench.person('ann'), bob: await bench.person('bob') };
    const users = [people.bob.user.id];
    const { room } = await bench.useCases.createRoom(actorOf(people.ann.user), { type: 'direct', users });
    return new Stage(bench, people, room.id);
  }

  /** A socket of this person, authenticated. */
  async socketOf(person: Person): Promise<BenchSocket> {
    const socket = this.bench.connect();
    await say(socket, 'user.auth', { token: person.token });
    socket.take();
    return socket;
  }
}

export function actorOf({ id, tenant }: User): Actor {
  return { userId: id, tenant, scopes: [] };
}

export async function say(socket: BenchSocket, event: string, payload: unknown = {}): Promise<void> {
  await socket.say({ kind: 'event', event, payload, bytes: 0 });
}

/** Everything that arrived since the last look. */
export function told(socket: BenchSocket): readonly Told[] {
  return socket.take() as unknown as readonly Told[];
}

export function namesOf(socket: BenchSocket): readonly string[] {
  return told(socket).map(([name]) => name);
}
