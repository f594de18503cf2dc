import {
  CLOSE_REASONS,
  type CloseReason,
  type Codec,
  type Dialect,
  type EncodedBatch,
  type Frame,
  type Outlet,
  type RunnerConnection,
  type Session,
  type ViewerState,
} from '@crosstalk/dialect-kit';
import type { Presence, RoomId, UserId, Visitor } from '@crosstalk/domain';
import type { Wire } from '../transports/wire.js';

/** Who keeps the sessions of the node's connections. */
export interface SessionDesk {
  authenticate(connection: GatewayConnection, token: string): Promise<Session>;
  authenticateVisitor(connection: GatewayConnection, visitor: Visitor): Promise<Session>;
  isInRoom(connection: GatewayConnection, roomId: RoomId): boolean;
  watchPresence(connection: GatewayConnection, userIds: readonly UserId[]): Promise<void>;
  watchPartners(connection: GatewayConnection): Promise<readonly Presence[]>;
  /** The connection has another room on its screen. */
  roomOpened(connection: GatewayConnection): void;
  viewerState(userId: UserId, roomId: RoomId): ViewerState | undefined;
}

export interface ConnectionOptions {
  readonly id: string;
  readonly dialect: Dialect;
  readonly codec: Codec;
  readonly wire: Wire;
  readonly desk: SessionDesk;
  readonly maxBufferedBytes: number;
  onSlow(dialect: Dialect): void;
}

/** A client that was told to go and does not is cut off after this. */
const CLOSE_PATIENCE_MS = 5_000;
const NO_STATE: ViewerState = { readSeq: 0, clearedSeq: 0, muted: false, id: 0 };

/** One socket of one user in one dialect: what the runner answers through and what the delivery writes to. */
export class GatewayConnection implements RunnerConnection, Outlet {
  readonly id: string;
  readonly dialect: Dialect;
  readonly #options: ConnectionOptions;
  #session: Session | null = null;
  #active = false;
  #closing = false;
  #openRoomId: RoomId | null = null;
  /** Live events between the session and the first answer. */
  #held: EncodedBatch[] = [];
  #heldBytes = 0;
  /** Answers of this turn of the event loop. */
  #answers: string[] = [];

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.id = options.id;
    this.dialect = options.dialect;
  }

  get connectionId(): string {
    return this.id;
  }

  get session(): Session | null {
    return this.#session;
  }

  /** Only a connection with a session is in an audience. */
  get userId(): UserId {
    return this.#session?.actor.userId ?? (0 as UserId);
  }

  get closing(): boolean {
    return this.#closing;
  }

  /** What waits to be sent, in bytes: for the client to be greeted, then for the network. */
  get bufferedBytes(): number {
    return (this.#active ? 0 : this.#heldBytes) + this.#options.wire.bufferedBytes();
  }

  bind(session: Session): void {
    this.#session = session;
  }

  authenticate(token: string): Promise<Session> {
    return this.#options.desk.authenticate(this, token);
  }

  authenticateVisitor(visitor: Visitor): Promise<Session> {
    return this.#options.desk.authenticateVisitor(this, visitor);
  }

  activate(): void {
    if (!this.#session || this.#active) return;
    this.#active = true;
    const held = this.#held;
    this.#held = [];
    for (const batch of held) this.write(batch);
  }

  /** Also before the client was greeted: what it then misses is kept for it. */
  receives(roomId: RoomId): boolean {
    return !this.#closing && this.#options.desk.isInRoom(this, roomId);
  }

  watchPresence(userIds: readonly UserId[]): Promise<void> {
    return this.#options.desk.watchPresence(this, userIds);
  }

  watchPartners(): Promise<readonly Presence[]> {
    return this.#options.desk.watchPartners(this);
  }

  get openRoomId(): RoomId | null {
    return this.#openRoomId;
  }

  setOpenRoom(roomId: RoomId | null): RoomId | null {
    const before = this.#openRoomId;
    if (before === roomId) return before;
    this.#openRoomId = roomId;
    this.#options.desk.roomOpened(this);
    return before;
  }

  stateOf(roomId: RoomId): ViewerState {
    return this.#options.desk.viewerState(this.userId, roomId) ?? NO_STATE;
  }

  /** Live events; before the client was greeted they are kept, so that nothing falls between its first answer and them. */
  write(batch: EncodedBatch): void {
    if (this.#active) {
      this.#flushAnswers();
      this.#put(batch);
    } else this.#hold(batch);
  }

  send(frames: readonly Frame[]): void {
    for (const frame of frames) this.sendText(this.#options.codec.text(frame));
  }

  /**
   * Sends a text of the transport with everything else that this turn answers: one commit answers many requests of a connection at
   * once, and a write costs more than they do.
   */
  sendText(text: string): void {
    if (this.#closing) return;
    if (this.#answers.length === 0) process.nextTick(() => this.#flushAnswers());
    this.#answers.push(text);
  }

  close(reason: CloseReason): void {
    if (this.#closing) return;
    this.#flushAnswers();
    if (this.#closing) return;
    this.#closing = true;
    this.#options.wire.close(reason);
    setTimeout(() => this.#options.wire.terminate(), CLOSE_PATIENCE_MS).unref();
  }

  #hold(batch: EncodedBatch): void {
    if (this.#closing) return;
    this.#held.push(batch);
    this.#heldBytes += batch.buffer.byteLength;
    if (this.#heldBytes > this.#options.maxBufferedBytes) this.#tooSlow();
  }

  #tooSlow(): void {
    this.#held = [];
    this.#heldBytes = 0;
    this.#options.onSlow(this.dialect);
    this.close(CLOSE_REASONS.slowClient);
  }

  #flushAnswers(): void {
    if (this.#answers.length === 0) return;
    const texts = this.#answers;
    this.#answers = [];
    this.#put(this.#options.codec.pack(texts));
  }

  /** One batch over the bound is let through: a long page of history is no sign of a slow client, what waits behind it is. */
  #put(batch: EncodedBatch): void {
    if (this.#closing) return;
    const { wire, maxBufferedBytes } = this.#options;
    if (wire.bufferedBytes() <= maxBufferedBytes) {
      wire.write(batch);
      return;
    }
    this.#tooSlow();
  }
}
