import { randomUUID } from 'node:crypto';
import { CLOSE_REASONS, type Dialect, type Handshake, Inbox, type RunnerDeps } from '@crosstalk/dialect-kit';
import { codecOf } from '../transports/codecs.js';
import type { Wire } from '../transports/wire.js';
import { GatewayConnection, type SessionDesk } from './gateway-connection.js';

export interface Guest {
  readonly connection: GatewayConnection;
  readonly inbox: Inbox;
}

export interface ReceptionDeps {
  readonly desk: SessionDesk & { leave(connection: GatewayConnection): void };
  readonly maxBufferedBytes: number;
  runnerOf(dialect: Dialect): RunnerDeps;
  onSlow(dialect: Dialect): void;
}

/** Every socket of this node, from its handshake to its end. */
export class Reception {
  readonly #deps: ReceptionDeps;
  readonly #guests = new Set<Guest>();
  readonly #buffered = new Map<string, number>();

  constructor(deps: ReceptionDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#guests.size;
  }

  /** Bytes that wait to be sent, by dialect; of every dialect that was ever spoken here. */
  bufferedBytes(): ReadonlyMap<string, number> {
    for (const dialect of this.#buffered.keys()) this.#buffered.set(dialect, 0);
    for (const { connection } of this.#guests) {
      const { name } = connection.dialect;
      this.#buffered.set(name, (this.#buffered.get(name) ?? 0) + connection.bufferedBytes);
    }
    return this.#buffered;
  }

  /** Takes in a socket that is open; a token in its handshake authenticates it before its first request. */
  open(dialect: Dialect, wire: Wire, handshake: Handshake): Guest {
    const guest = this.admit(dialect, wire);
    const token = dialect.handshakeToken?.(handshake);
    if (token) guest.inbox.greet(token);
    return guest;
  }

  /** Takes in somebody of whom nothing is read yet. */
  admit(dialect: Dialect, wire: Wire): Guest {
    const { desk, maxBufferedBytes, onSlow } = this.#deps;
    const connection = new GatewayConnection({
      id: randomUUID(),
      dialect,
      codec: codecOf(dialect),
      wire,
      desk,
      maxBufferedBytes,
      onSlow,
    });
    const guest = { connection, inbox: new Inbox(this.#deps.runnerOf(dialect), connection) };
    this.#guests.add(guest);
    return guest;
  }

  /** The socket of a guest with a session has opened: the dialect's greeting, then live events. */
  greet({ connection }: Guest): void {
    if (!connection.session) return;
    connection.send(connection.dialect.greet?.(connection.session) ?? []);
    connection.activate();
  }

  /** The socket is closed, by whichever side. */
  closed(guest: Guest): void {
    if (this.#guests.delete(guest)) this.#deps.desk.leave(guest.connection);
  }

  /**
   * Tells every client to move, spread over the time, so that they do not all come to the next node at once; a socket with a request
   * in flight gets its answer first. Resolves when all are told.
   * @param spreadMs milliseconds
   */
  async drain(spreadMs: number): Promise<void> {
    const guests = [...this.#guests];
    const startedAt = performance.now();
    for (const [index, guest] of guests.entries()) {
      const due = startedAt + (spreadMs * index) / guests.length;
      const wait = due - performance.now();
      if (wait > 5) await pause(wait);
      closeWhenIdle(guest);
    }
  }

  /** Resolves when no socket is left, or after the deadline. */
  async emptied(deadlineMs: number): Promise<void> {
    const endsAt = performance.now() + deadlineMs;
    while (this.#guests.size > 0 && performance.now() < endsAt) await pause(20);
  }
}

const IN_FLIGHT_MS = 5_000;

function closeWhenIdle(guest: Guest): void {
  const endsAt = performance.now() + IN_FLIGHT_MS;
  const look = (): void => {
    if (guest.inbox.idle || performance.now() > endsAt) guest.connection.close(CLOSE_REASONS.restart);
    else setTimeout(look, 10);
  };
  look();
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
