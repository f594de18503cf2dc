import { Delivery, type Dialect, type Frame, Knowledge, type Rendering } from '@crosstalk/dialect-kit';
import {
  type AnyEvent,
  type Channel,
  type ChatError,
  createUseCases,
  DEFAULT_TENANT,
  type DomainEvent,
  LIMITS,
  type Presence,
  presenceChannel,
  type RoomId,
  type RoomView,
  roomChannel,
  type UseCases,
  type User,
  type UserId,
  userChannel,
} from '@crosstalk/domain';
import { createMemoryPorts, type MemoryPorts } from '@crosstalk/testing';
import { BenchSocket } from './bench-socket.js';
import { heldToContract, type Watch } from './held-to-contract.js';

export const BENCH_RENDERING: Rendering = {
  fileUrl: (id) => `https://chat.example/files/${id}?signed`,
  shareEmails: true,
  sharesContacts: () => false,
  roomOf: () => undefined,
  presenceOf: (userId) => ({ userId, online: false, lastSeen: null }),
};

export interface Person {
  readonly user: User;
  readonly token: string;
}

/** One node with one dialect, on memory ports: sockets, runner, use cases, delivery, and no network. */
export class DialectBench {
  readonly ports: MemoryPorts = createMemoryPorts();
  readonly useCases: UseCases;
  readonly #dialect: Dialect;
  readonly #sockets: BenchSocket[] = [];
  readonly #audiences = new Map<Channel, Set<BenchSocket>>();
  readonly #delivery: Delivery<BenchSocket>;
  /** Defects: what could not be rendered, and requests that were answered with `internal`. */
  readonly failures: unknown[] = [];
  readonly knowledge = new Knowledge();
  readonly #watchers = new Set<BenchSocket>();
  readonly #hidden = new Set<UserId>();
  readonly #rendering: Rendering;

  /** Frames that the dialect's contract does not have; a test that waits for the bench fails by them. */
  readonly offences: string[] = [];

  constructor(dialect: Dialect, rendering: Partial<Rendering> = {}, fits?: Watch['fits']) {
    const offence = (what: string): void => void this.offences.push(what);
    this.#dialect = heldToContract(dialect, { offence, ...(fits && { fits }) });
    this.#rendering = {
      ...BENCH_RENDERING,
      roomOf: (roomId) => this.knowledge.roomOf(roomId),
      presenceOf: (userId) => this.knowledge.presenceOf(userId),
      ...rendering,
    };
    this.useCases = createUseCases({
      ...this.ports,
      events: { publish: (channel, event) => this.publish(channel, event) },
    });
    this.#delivery = new Delivery({
      rendering: this.#rendering,
      codecOf: () => ({ text: textOf, pack: (texts) => ({ texts, buffer: new Uint8Array() }) }),
      now: () => 0,
      schedule: (_delayMs, task) => queueMicrotask(task),
      observe: () => undefined,
      failed: (_event, _dialect, error) => this.failures.push(error),
    });
  }

  /** A registered person with an access token. */
  async person(name: string): Promise<Person> {
    const user = await this.ports.users.create({
      tenant: DEFAULT_TENANT,
      externalId: null,
      email: `${name}@example.com`,
      firstName: name,
      lastName: 'Lee',
      middleName: null,
      phone: null,
      photo: null,
      passwordHash: null,
      createdAt: this.ports.clock.now(),
    });
    if (!user) throw new Error(`${name} is taken`);
    const expiresAt = this.ports.clock.now() + 3_600_000;
    const subject = { userId: user.id, tenant: user.tenant, family: name };
    const token = this.ports.accessTokens.grant({ ...subject, issuer: 'builtin', scopes: [], expiresAt });
    return { user, token };
  }

  connect(): BenchSocket {
    const deps = {
      dialect: this.#dialect,
      useCases: this.useCases,
      rendering: this.#rendering,
      requestLimit: { ratePerSecond: 1e9, burst: 1e9 },
      now: () => 0,
      observe: ({ error }: { readonly error?: ChatError }) => {
        if (error?.code === 'internal') this.failures.push(error);
      },
    };
    const socket = new BenchSocket(this, deps, `connection-${this.#sockets.length + 1}`);
    this.#sockets.push(socket);
    return socket;
  }

  /** Every request is answered and every event delivered. */
  async settled(): Promise<void> {
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    do await turn();
    while (this.#sockets.some((socket) => !socket.idle));
    await turn();
    if (this.offences.length > 0) throw new Error(this.offences.join('\n'));
  }

  audienceOf(channel: Channel): Set<BenchSocket> {
    const audience = this.#audiences.get(channel) ?? new Set();
    this.#audiences.set(channel, audience);
    return audience;
  }

  isInRoom(socket: BenchSocket, roomId: RoomId): boolean {
    return this.audienceOf(roomChannel(roomId)).has(socket);
  }

  /** Puts a socket into the audiences of its user, who is online from there on. */
  enter(socket: BenchSocket): void {
    this.ports.presence.setOnline(socket.userId);
    this.#followVisibility(socket.userId, true);
    this.audienceOf(userChannel(socket.userId)).add(socket);
    for (const [roomId, members] of this.ports.world.members) {
      if (members.has(socket.userId)) this.audienceOf(roomChannel(roomId)).add(socket);
    }
  }

  /** The presence of everybody who shares a room with the socket's user, now and from here on. */
  async watchPartners(socket: BenchSocket): Promise<readonly Presence[]> {
    const { partnerRoomMembers: roomMembers, partners: limit } = LIMITS;
    const ids = await this.ports.members.partnersOf(socket.userId, { roomMembers, limit });
    for (const id of ids) this.audienceOf(presenceChannel(id)).add(socket);
    this.#watchers.add(socket);
    const presences = await this.ports.presence.read(ids);
    this.knowledge.learnPresences(presences);
    return presences;
  }

  /** Says that somebody came or went, as the presence of the cluster does. */
  tellPresence(presence: Presence): void {
    if (presence.online) this.ports.presence.setOnline(presence.userId);
    else this.ports.presence.setOffline(presence.userId, presence.lastSeen ?? this.ports.clock.now());
    this.publish(presenceChannel(presence.userId), { type: 'presence.changed', ...presence });
  }

  /** Tells a channel, as use cases and other nodes do. */
  publish(channel: Channel, event: AnyEvent): void {
    if (event.type === 'revs.voided' || event.type === 'room.tip') return;
    this.#follow(event);
    if ('room' in event) {
      this.knowledge.learnRoom(event.room);
      this.#meetPartners(event.room);
    }
    this.knowledge.note(event);
    const audience = this.audienceOf(channel);
    if (audience.size > 0) this.#delivery.deliver(channel, new Set(audience), event);
    if (event.type === 'visibility.changed') this.#followVisibility(event.userId, event.visible);
  }

  /** Sockets that watch their partners watch those of the room too, from before it is shown to them. */
  #meetPartners(room: RoomView): void {
    const userIds = room.members.map(({ userId }) => userId);
    for (const socket of this.#watchers) {
      if (!this.ports.world.members.get(room.id)?.has(socket.userId)) continue;
      for (const id of userIds) if (id !== socket.userId) this.audienceOf(presenceChannel(id)).add(socket);
      this.knowledge.learnPresences(userIds.map((id) => this.ports.presence.of(id)));
    }
  }

  /** Who hides or shows themselves looks to the others as if they went or came; told on a change only. */
  #followVisibility(userId: UserId, visible: boolean): void {
    if (this.#hidden.has(userId) !== visible) return;
    if (visible) this.#hidden.delete(userId);
    else this.#hidden.add(userId);
    this.publish(presenceChannel(userId), { type: 'presence.changed', ...this.ports.presence.of(userId) });
  }

  /** Sockets enter and leave rooms with their user, as the node's audiences do. */
  #follow(event: DomainEvent): void {
    if (event.type !== 'room.joined' && event.type !== 'room.left') return;
    const room = this.audienceOf(roomChannel(event.room.id));
    for (const socket of this.audienceOf(userChannel(event.userId))) {
      if (event.type === 'room.joined') room.add(socket);
      else room.delete(socket);
    }
  }
}

const textOf = (frame: Frame): string => (typeof frame === 'string' ? frame : JSON.stringify(frame));
