import {
  type Dialect,
  type EncodedBatch,
  type Frame,
  Inbox,
  type Incoming,
  type Outlet,
  type RunnerConnection,
  type RunnerDeps,
  type Session,
  type ViewerState,
} from '@crosstalk/dialect-kit';
import {
  type Authenticated,
  ChatError,
  type Presence,
  presenceChannel,
  type RoomId,
  type UserId,
  type Visitor,
} from '@crosstalk/domain';
import type { DialectBench } from './dialect-bench.js';

const NO_STATE: ViewerState = { readSeq: 0, clearedSeq: 0, muted: false, id: 0 };

/** A client's socket without a network: what is sent goes through the kit's runner, what is received is kept. */
export class BenchSocket implements RunnerConnection, Outlet {
  readonly closing = false;
  readonly dialect: Dialect;
  readonly connectionId: string;
  readonly acknowledged: unknown[] = [];
  readonly closed: string[] = [];
  readonly #bench: DialectBench;
  readonly #inbox: Inbox;
  #session: Session | null = null;
  #active = false;
  #openRoomId: RoomId | null = null;
  #frames: Frame[] = [];

  constructor(bench: DialectBench, deps: RunnerDeps, connectionId: string) {
    this.#bench = bench;
    this.dialect = deps.dialect;
    this.connectionId = connectionId;
    this.#inbox = new Inbox(deps, this);
  }

  get session(): Session | null {
    return this.#session;
  }

  get userId(): UserId {
    return this.#session?.actor.userId ?? (0 as UserId);
  }

  get active(): boolean {
    return this.#active;
  }

  async authenticate(token: string): Promise<Session> {
    const session = this.#bind(await this.#bench.useCases.authenticate(token));
    if (this.dialect.watchesPartners) await this.watchPartners();
    return session;
  }

  async authenticateVisitor(visitor: Visitor): Promise<Session> {
    return this.#bind(await this.#bench.useCases.authenticateVisitor(visitor));
  }

  get openRoomId(): RoomId | null {
    return this.#openRoomId;
  }

  setOpenRoom(roomId: RoomId | null): RoomId | null {
    const before = this.#openRoomId;
    this.#openRoomId = roomId;
    return before;
  }

  #bind({ actor, user }: Authenticated): Session {
    if (this.#session && this.#session.actor.userId !== actor.userId) {
      throw new ChatError('unauthenticated', 'This connection belongs to another user.');
    }
    // The profile may be a newer one.
    this.#session = { actor, user };
    return this.#session;
  }

  activate(): void {
    if (!this.#session || this.#active) return;
    this.#active = true;
    this.#bench.enter(this);
  }

  receives(roomId: RoomId): boolean {
    return this.#active && this.#bench.isInRoom(this, roomId);
  }

  async watchPresence(userIds: readonly UserId[]): Promise<void> {
    for (const id of userIds) this.#bench.audienceOf(presenceChannel(id)).add(this);
  }

  async watchPartners(): Promise<readonly Presence[]> {
    return this.#bench.watchPartners(this);
  }

  stateOf(roomId: RoomId): ViewerState {
    return this.#bench.ports.world.members.get(roomId)?.get(this.userId) ?? NO_STATE;
  }

  send(frames: readonly Frame[]): void {
    // Through JSON, as on the wire: what is undefined vanishes.
    this.#frames.push(...frames.map(throughTheWire));
  }

  write({ texts }: EncodedBatch): void {
    this.#frames.push(...texts.map(parsed));
  }

  close({ reason }: { readonly reason: string }): void {
    this.closed.push(reason);
  }

  /** A token in the handshake. */
  greet(token: string): Promise<void> {
    this.#inbox.greet(token);
    return this.#bench.settled();
  }

  /** Sends, and waits until every socket of the bench has what follows from it. */
  async say(incoming: Incoming): Promise<void> {
    this.post(incoming);
    await this.#bench.settled();
  }

  /** Sends without waiting. */
  post(incoming: Incoming): void {
    this.#inbox.receive(incoming, (payload) => this.acknowledged.push(payload));
  }

  get idle(): boolean {
    return this.#inbox.idle;
  }

  /** What arrived since the last call. */
  take(): readonly Frame[] {
    const frames = this.#frames;
    this.#frames = [];
    return frames;
  }
}

function throughTheWire(frame: Frame): Frame {
  return typeof frame === 'string' ? frame : (JSON.parse(JSON.stringify(frame)) as Frame);
}

/** A text outside JSON stays one. */
function parsed(text: string): Frame {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? (value as Frame) : text;
  } catch {
    return text;
  }
}
