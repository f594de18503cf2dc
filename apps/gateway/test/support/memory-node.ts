import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Delivery, type Dialect, Knowledge, type Rendering } from '@crosstalk/dialect-kit';
import {
  type AnyEvent,
  type Channel,
  createRoomViews,
  createUseCases,
  DEFAULT_TENANT,
  presenceChannel,
  type RoomViews,
  type UseCases,
  type User,
  type UserId,
} from '@crosstalk/domain';
import { createMemoryPorts } from '@crosstalk/testing';
import { buildSessions, type Sessions } from '../../src/compose/build-sessions.js';
import type { GatewayConnection } from '../../src/connections/gateway-connection.js';
import { Reception } from '../../src/connections/reception.js';
import { doorOf, routeUpgrades } from '../../src/http/upgrade-router.js';
import { codecOf } from '../../src/transports/codecs.js';
import type { Door } from '../../src/transports/door.js';
import { socketIoDoor } from '../../src/transports/socket-io-door.js';
import { webSocketDoor } from '../../src/transports/websocket-door.js';
import { MemoryAudiences } from './memory-audiences.js';

export interface Person {
  readonly user: User;
  readonly token: string;
}

/** The sessions and doors of a gateway on memory ports: no Redis, no MongoDB. */
export class MemoryNode {
  readonly ports = createMemoryPorts();
  readonly audiences = new MemoryAudiences();
  readonly knowledge = new Knowledge();
  readonly failures: unknown[] = [];
  readonly views: { -readonly [K in keyof RoomViews]: RoomViews[K] };
  readonly useCases: UseCases;
  readonly sessions: Sessions;
  readonly reception: Reception;
  /** Connections with a session. */
  readonly live = new Set<GatewayConnection>();
  readonly #rendering: Rendering = {
    fileUrl: (id) => `file-${id}`,
    shareEmails: true,
    sharesContacts: () => false,
    roomOf: (roomId) => this.knowledge.roomOf(roomId),
    presenceOf: (userId) => this.knowledge.presenceOf(userId),
  };
  readonly #doors: Door[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((request, response) => {
    const door = doorOf(this.#doors, request);
    if (door?.request) door.request(request, response);
    else response.end('index');
  });

  constructor() {
    const { ports } = this;
    this.views = { ...createRoomViews(ports) };
    this.useCases = createUseCases({
      ...ports,
      events: { publish: (channel, event) => this.publish(channel, event) },
    });
    const failed = (_what: string, error: unknown): void => void this.failures.push(error);
    const delivery = new Delivery<GatewayConnection>({
      rendering: this.#rendering,
      codecOf,
      now: () => performance.now(),
      schedule: (delayMs, task) => void setTimeout(task, delayMs),
      observe: () => undefined,
      failed: (_event, _dialect, error) => this.failures.push(error),
    });
    this.sessions = buildSessions({
      ...ports,
      presence: {
        read: (ids) => ports.presence.read(ids),
        connected: async (userId) => this.tellPresence(userId, true),
        disconnected: async () => undefined,
        noteVisibility: () => undefined,
      },
      useCases: this.useCases,
      audiences: this.audiences,
      knowledge: this.knowledge,
      views: this.views,
      delivery,
      attempted: () => undefined,
      counted: (connection, change) => {
        if (change === 1) this.live.add(connection);
        else this.live.delete(connection);
      },
      failed,
    });
    this.reception = new Reception({
      desk: this.sessions.hub,
      maxBufferedBytes: 10_000_000,
      onSlow: () => undefined,
      runnerOf: (dialect) => ({
        dialect,
        useCases: this.useCases,
        rendering: this.#rendering,
        requestLimit: { ratePerSecond: 1e9, burst: 1e9 },
        now: () => performance.now(),
        observe: ({ error }) => {
          if (error?.code === 'internal') this.failures.push(error);
        },
      }),
    });
  }

  /** Opens the doors of the dialects. @returns `127.0.0.1:<port>` */
  async listen(...dialects: readonly Dialect[]): Promise<string> {
    for (const dialect of dialects) {
      const isSocketIo = dialect.transport.kind === 'socket.io';
      const { reception } = this;
      this.#doors.push(
        isSocketIo
          ? socketIoDoor(dialect, { reception, isAllowed: () => true })
          : webSocketDoor(dialect, reception),
      );
    }
    routeUpgrades({
      server: this.#server,
      doors: this.#doors,
      origins: { allows: () => true },
      isDraining: () => false,
      refused: () => undefined,
    });
    this.#server.on('connection', (socket) => this.#sockets.add(socket));
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const door of this.#doors) door.close();
    await new Promise((resolve) => {
      this.#server.close(resolve);
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  publish(channel: Channel, event: AnyEvent): void {
    if (event.type === 'revs.voided' || event.type === 'room.tip') return;
    const audience = this.audiences.audience(channel);
    if (audience.size > 0) this.sessions.deliver(channel, audience, event);
  }

  tellPresence(userId: UserId, online: boolean): void {
    const lastSeen = online ? null : this.ports.clock.now();
    if (lastSeen === null) this.ports.presence.setOnline(userId);
    else this.ports.presence.setOffline(userId, lastSeen);
    this.publish(presenceChannel(userId), { type: 'presence.changed', userId, online, lastSeen });
  }

  async person(name: string): Promise<Person> {
    const user = await this.ports.users.create({
      tenant: DEFAULT_TENANT,
      externalId: null,
      email: `${name}@example.com`,
      firstName: name,
      lastName: null,
      middleName: null,
      phone: null,
      photo: null,
      passwordHash: null,
      createdAt: this.ports.clock.now(),
    });
    if (!user) throw new Error(`${name} is taken`);
    const expiresAt = this.ports.clock.now() + 3_600_000;
    const subject = { userId: user.id, tenant: user.tenant, family: name };
    return {
      user,
      token: this.ports.accessTokens.grant({ ...subject, issuer: 'builtin', scopes: [], expiresAt }),
    };
  }

  actor({ user }: Person): { userId: UserId; tenant: User['tenant']; scopes: readonly string[] } {
    return { userId: user.id, tenant: user.tenant, scopes: [] };
  }
}
