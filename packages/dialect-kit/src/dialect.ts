import type { ChatError } from '@crosstalk/domain';
import type { CloseReason } from './close-reason.js';
import type { Contract } from './contract.js';
import type { EventTable } from './event-table.js';
import type { Frame } from './frame.js';
import type { Answer, Incoming, Request } from './request.js';
import type { Row, UseCaseName } from './row.js';
import type { Session } from './session.js';

export type Transport =
  | { readonly kind: 'socket.io'; readonly path: string; readonly allowEIO3: boolean }
  | { readonly kind: 'websocket'; readonly paths: readonly string[] };

/** What a client showed when it connected, before any frame. */
export interface Handshake {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Socket.IO `auth` payload. */
  readonly auth: unknown;
  readonly subprotocols: readonly string[];
}

/** One wire API over the domain: a table, not a program. The kit's runner alone parses, limits, calls, answers, measures and logs. */
export interface Dialect {
  readonly name: string;
  readonly transport: Transport;
  /** Bytes of one frame; above it the frame is refused with `too_large` and the socket lives on. */
  readonly frameBytes: number;
  readonly rows: Readonly<Record<string, Row>>;
  readonly events: EventTable;
  /** Use cases that this wire deliberately has no request for, and why. */
  readonly lacks: Readonly<Partial<Record<UseCaseName, string>>>;
  /** The wire's names for the domain's fields, where they differ: of a whole path (`fileIds.0`), else of its first part. */
  readonly fieldNames: Readonly<Record<string, string>>;
  /** Everything that it sends, as schemas. */
  readonly contract: Contract;
  /** @throws ChatError `invalid`; use `UnreadableRequest` to keep what could be read for the refusal. */
  read(incoming: Incoming): Request;
  answer(request: Request, result: object | null): Answer;
  /** `request` is null when nothing of it could be read. */
  refuse(request: Pick<Request, 'event' | 'correlation'> | null, error: ChatError): Answer;
  /** What the frames about messages say needs the room: the node keeps the rooms of this dialect's connections. */
  readonly showsRooms?: boolean;
  /** A token in the handshake authenticates without a request. */
  handshakeToken?(handshake: Handshake): string | null;
  /**
   * Without a valid handshake token the upgrade is refused (401), and the socket opens when its user is in all of their rooms. Raw WebSocket
   * only: Socket.IO has no answer before it opens.
   */
  readonly requiresToken?: boolean;
  /**
   * A session watches everybody who shares a room with its user from its start, without a request. Only changes are told: not how somebody
   * is who has just come to share one.
   */
  readonly watchesPartners?: boolean;
  /** Chooses one of the offered subprotocols (RFC 6455, section 4.2.2), or none. */
  subprotocol?(offered: readonly string[]): string | null;
  /** Frames after a handshake token was accepted. */
  greet?(session: Session): readonly Frame[];
  /** The token ran out: what is sent, and how long a fresh one may take before the socket is closed. */
  readonly expiry: {
    readonly frames: readonly Frame[];
    readonly graceMs: number;
    readonly close: CloseReason;
  };
  /** A socket that sends no frame for so long is closed as idle. */
  readonly idleMs?: number;
  /** Failed attempts to authenticate that one connection has within the time; further ones are `rate_limited`. */
  readonly authenticationLimit?: { readonly count: number; readonly windowMs: number };
  /** More malformed frames than this within the time close the socket. */
  readonly malformedLimit?: { readonly count: number; readonly windowMs: number };
}

/** A frame of which something could be read, though not enough: the refusal can still be correlated. */
export class UnreadableRequest extends Error {
  override readonly name = 'UnreadableRequest';
  readonly request: Pick<Request, 'event' | 'correlation'> | null;
  readonly error: ChatError;

  constructor(request: Pick<Request, 'event' | 'correlation'> | null, error: ChatError) {
    super(error.message, { cause: error });
    this.request = request;
    this.error = error;
  }
}
