import { randomUUID } from 'node:crypto';
import { Cluster } from '../../harness/cluster.js';
import { newPerson, type Person, rest } from '../../harness/people.js';
import type { Actor, Role } from './actor.js';
import { casamsaRole } from './casamsa-role.js';
import { channelsRole } from './channels-role.js';
import { consumerRole } from './consumer-role.js';
import { dialogsRole } from './dialogs-role.js';
import { fsegoRole, newVisitor } from './fsego-role.js';

export const roles: readonly Role[] = [dialogsRole, channelsRole, fsegoRole, casamsaRole, consumerRole];

/** A newcomer, who goes online and offline, is on no node until a test says so. */
interface Cast {
  readonly sender: Actor;
  readonly receiver: Actor;
  readonly newcomer: Person;
}

/** Where clients connect: a node, or what stands in front of it. */
export interface Entrance {
  readonly url: string;
  readonly wsUrl: string;
}

/** One room with three people of each dialect: senders on the first node, receivers on the second, newcomers on none yet. */
export class Company {
  readonly cluster: Cluster;
  readonly roomId: number;
  readonly #cast: ReadonlyMap<string, Cast>;

  private constructor(cluster: Cluster, roomId: number, cast: ReadonlyMap<string, Cast>) {
    this.cluster = cluster;
    this.roomId = roomId;
    this.#cast = cast;
  }

  /** @param entrances where senders and receivers come in; the nodes themselves unless told */
  static async gather(
    entrances: (cluster: Cluster) => Promise<readonly [Entrance, Entrance]> = async (cluster) => [
      cluster.node(0),
      cluster.node(1),
    ],
  ): Promise<Company> {
    // Nobody is killed here: a node that is starved for seconds must not look dead.
    const presence = { PRESENCE_GRACE_MS: '500', PRESENCE_LEASE_MS: '60000' };
    const environment = { REGISTRATIONS_PER_HOUR: '100000', ...presence };
    const cluster = await Cluster.start({ gateways: 2, environment });
    const [first, second] = await entrances(cluster);
    const people = new Map<string, readonly [Person, Person, Person]>();
    for (const { dialect } of roles) {
      people.set(dialect, [
        await newcomer(dialect, 'sender', first),
        await newcomer(dialect, 'receiver', first),
        await newcomer(dialect, 'newcomer', first),
      ]);
    }
    const everyone = [...people.values()].flat();
    const host = await newPerson(first.url, 'Host');
    const body = { type: 'group', title: 'matrix', users: everyone.map(({ id }) => id) };
    const made = await rest(first.url, { method: 'POST', path: '/rooms', token: host.token, body });
    if (made.status !== 201) throw new Error(`the room was not made: ${JSON.stringify(made.body)}`);
    const roomId = made.body.id as number;
    const cast = new Map<string, Cast>();
    const others = everyone.map(({ id }) => id);
    for (const { dialect, enter } of roles) {
      const [sender, receiver, absent] = people.get(dialect) as readonly [Person, Person, Person];
      cast.set(dialect, {
        sender: await enter({ url: first.url, wsUrl: first.wsUrl, person: sender, roomId, others }),
        receiver: await enter({ url: second.url, wsUrl: second.wsUrl, person: receiver, roomId, others }),
        newcomer: absent,
      });
    }
    return new Company(cluster, roomId, cast);
  }

  of(dialect: string): Cast {
    const cast = this.#cast.get(dialect);
    if (!cast) throw new Error(`nobody speaks ${dialect}`);
    return cast;
  }

  /** The newcomer of a dialect goes online, on the first node. */
  enter(role: Role): Promise<Actor> {
    const { url, wsUrl } = this.cluster.node(0);
    const { newcomer: person } = this.of(role.dialect);
    return role.enter({ url, wsUrl, person, roomId: this.roomId, others: [] });
  }

  async leave(): Promise<void> {
    for (const { sender, receiver } of this.#cast.values()) {
      sender.close();
      receiver.close();
    }
    await this.cluster.stop();
  }
}

async function newcomer(dialect: string, name: string, at: { url: string; wsUrl: string }): Promise<Person> {
  if (dialect !== 'fsego') return newPerson(at.url, `${dialect}-${name}`);
  const email = `${name}-${randomUUID()}`;
  const id = await newVisitor(at.wsUrl, { email, name });
  return { id, token: '', refreshToken: '', email, name };
}
