/** @module Runs the requests of one socket: parse, limit, authorise, call, answer, measure. */
import { ChatError, type UseCases } from '@crosstalk/domain';
import { CLOSE_REASONS } from '../close-reason.js';
import { type Dialect, UnreadableRequest } from '../dialect.js';
import type { Rendering } from '../rendering.js';
import type { Answer, Incoming, Request } from '../request.js';
import type { Call, PublicCall, Row } from '../row.js';
import type { Session } from '../session.js';
import { AuthenticationAttempts } from './authentication-attempts.js';
import type { RunnerConnection } from './runner-connection.js';
import { SendClock } from './send-clock.js';
import { TokenBucket } from './token-bucket.js';

export type { RunnerConnection } from './runner-connection.js';

export interface RunnerDeps {
  readonly dialect: Dialect;
  readonly useCases: UseCases;
  readonly rendering: Rendering;
  readonly requestLimit: { readonly ratePerSecond: number; readonly burst: number };
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Called once a request, after its answer: for metrics and logs. `event` is a row's name or `unknown`. */
  observe(done: {
    readonly connectionId: string;
    readonly event: string;
    readonly outcome: 'ok' | ChatError['code'];
    readonly milliseconds: number;
    readonly error?: ChatError;
  }): void;
  /** A message was taken: time since its frame came, to when it was stored and to when the socket was handed its answer. Once each. */
  observeSend?(stage: 'durable' | 'acknowledged', milliseconds: number): void;
}

type Acknowledge = (payload: unknown) => void;

/** A request on its way. */
interface Job {
  readonly request: Request;
  readonly acknowledge: Acknowledge | undefined;
  /** When its frame came. */
  readonly receivedAt: number;
}

/** Requests of one socket that wait; above it the client is told to slow down. */
const MAX_WAITING = 1_000;

/** The inbox of one socket. Requests start in the order of their arrival; those of `concurrent` rows do not hold up the next. */
export class Inbox {
  readonly #deps: RunnerDeps;
  readonly #connection: RunnerConnection;
  readonly #bucket: TokenBucket;
  readonly #attempts: AuthenticationAttempts;
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;
  #malformed: number[] = [];

  constructor(deps: RunnerDeps, connection: RunnerConnection) {
    this.#deps = deps;
    this.#connection = connection;
    this.#bucket = new TokenBucket(deps.requestLimit, deps.now());
    this.#attempts = new AuthenticationAttempts(deps.dialect.authenticationLimit, deps.now);
  }

  /** Takes one frame or event. Never throws: whatever goes wrong becomes the dialect's own error. */
  receive(incoming: Incoming, acknowledge?: Acknowledge): void {
    if (this.#connection.closing) return;
    const request = this.#read(incoming, acknowledge);
    if (!request) return;
    const receivedAt = this.#deps.now();
    const refusal = this.#refusal(receivedAt);
    if (refusal) {
      this.#finish(this.#deps.dialect.refuse(request, refusal), acknowledge);
      this.#observe(request, refusal, receivedAt);
      return;
    }
    this.#waiting += 1;
    this.#tail = this.#tail.then(() => this.#start({ request, acknowledge, receivedAt }));
  }

  /** Authenticates by the token of the handshake, before any request that follows it. */
  greet(token: string): void {
    const { dialect } = this.#deps;
    this.#tail = this.#tail.then(async () => {
      try {
        const session = await this.#connection.authenticate(token);
        this.#finish({ frames: dialect.greet?.(session) ?? [] }, undefined);
        this.#connection.activate();
      } catch (thrown) {
        this.#finish(
          dialect.refuse({ event: 'auth', correlation: undefined }, asChatError(thrown)),
          undefined,
        );
      }
    });
  }

  /** Nothing waits for its answer. */
  get idle(): boolean {
    return this.#waiting === 0;
  }

  #refusal(now: number): ChatError | null {
    const waitMs = this.#bucket.take(now);
    if (waitMs > 0)
      return new ChatError('rate_limited', 'Too many requests on this connection.', { retryAfterMs: waitMs });
    if (this.#waiting >= MAX_WAITING)
      return new ChatError('rate_limited', 'Too many requests wait for their answer.', {
        retryAfterMs: 1_000,
      });
    return null;
  }

  #read(incoming: Incoming, acknowledge: Acknowledge | undefined): Request | null {
    const { dialect } = this.#deps;
    try {
      if (isLarger(incoming, dialect.frameBytes)) {
        throw new ChatError('too_large', `A frame may have at most ${dialect.frameBytes} bytes.`);
      }
      return dialect.read(incoming);
    } catch (thrown) {
      const known = thrown instanceof UnreadableRequest ? thrown : null;
      const error = known?.error ?? asChatError(thrown);
      this.#finish(dialect.refuse(known?.request ?? null, error), acknowledge);
      this.#observe(null, error, this.#deps.now());
      this.#countMalformed();
      return null;
    }
  }

  #countMalformed(): void {
    const limit = this.#deps.dialect.malformedLimit;
    if (!limit) return;
    const now = this.#deps.now();
    this.#malformed = [...this.#malformed.filter((at) => now - at < limit.windowMs), now];
    if (this.#malformed.length >= limit.count) this.#connection.close(CLOSE_REASONS.malformed);
  }

  /** Resolves when the next request may start. */
  async #start(job: Job): Promise<void> {
    const done = this.#run(job).finally(() => {
      this.#waiting -= 1;
    });
    const row = this.#rowOf(job.request);
    if (!(row?.concurrent && this.#connection.session)) await done;
  }

  async #run({ request, acknowledge, receivedAt }: Job): Promise<void> {
    const startedAt = this.#deps.now();
    const { dialect, observeSend } = this.#deps;
    try {
      const row = this.#rowOf(request);
      if (!row) throw new ChatError('invalid', `There is no ${JSON.stringify(request.event.slice(0, 64))}.`);
      const send = row.posts && observeSend ? new SendClock(receivedAt, this.#deps) : null;
      const result = await this.#execute(row, request, send);
      send?.stored();
      if (this.#finish(dialect.answer(request, result), acknowledge)) send?.answered();
      this.#connection.activate();
      this.#observe(request, null, startedAt);
    } catch (thrown) {
      const error = onTheWire(asChatError(thrown), dialect.fieldNames);
      this.#finish(dialect.refuse(request, error), acknowledge);
      // A request may fail after it has bound the session: what came meanwhile waits for this answer too.
      this.#connection.activate();
      this.#observe(request, error, startedAt);
    }
  }

  #rowOf(request: Request): Row | undefined {
    const { rows } = this.#deps.dialect;
    return Object.hasOwn(rows, request.event) ? rows[request.event] : undefined;
  }

  async #execute(row: Row, request: Request, send: SendClock | null): Promise<object | null> {
    const { useCases, rendering } = this.#deps;
    const connection = this.#connection;
    if (row.run.access === 'public') {
      const call: PublicCall = {
        useCases,
        request,
        rendering,
        session: connection.session,
        authenticate: (token) => this.#attempts.run(() => connection.authenticate(token)),
        authenticateVisitor: (visitor) => this.#attempts.run(() => connection.authenticateVisitor(visitor)),
        caller: () => this.#call(requireSession(connection.session), request, send),
      };
      return row.run.execute(call);
    }
    if (request.token !== undefined) {
      await connection.authenticate(request.token);
      connection.activate();
    }
    return row.run.execute(this.#call(requireSession(connection.session), request, send));
  }

  #call(session: Session, request: Request, send: SendClock | null): Call {
    const { useCases, rendering } = this.#deps;
    const connection = this.#connection;
    const { userId } = session.actor;
    return {
      useCases,
      rendering,
      request,
      session,
      actor: {
        ...session.actor,
        origin: {
          connectionId: connection.connectionId,
          echo: request.correlation,
          ...(send && { answered: send.answered }),
        },
      },
      viewer: {
        userId,
        connectionId: connection.connectionId,
        stateOf: (roomId) => connection.stateOf(roomId),
        get openRoomId() {
          return connection.openRoomId;
        },
      },
      receives: (roomId) => connection.receives(roomId),
      watchPresence: (userIds) => connection.watchPresence(userIds),
      watchPartners: () => connection.watchPartners(),
      setOpenRoom: (roomId) => connection.setOpenRoom(roomId),
    };
  }

  /** @returns whether the client was told anything */
  #finish(answer: Answer, acknowledge: Acknowledge | undefined): boolean {
    if (answer.frames.length > 0) this.#connection.send(answer.frames);
    const acknowledged = acknowledge !== undefined && answer.acknowledgement !== undefined;
    if (acknowledged) acknowledge(answer.acknowledgement);
    return acknowledged || answer.frames.length > 0;
  }

  #observe(request: Request | null, error: ChatError | null, startedAt: number): void {
    const event = request && this.#rowOf(request) ? request.event : 'unknown';
    const milliseconds = this.#deps.now() - startedAt;
    const { connectionId } = this.#connection;
    this.#deps.observe({
      connectionId,
      event,
      outcome: error?.code ?? 'ok',
      milliseconds,
      ...(error ? { error } : {}),
    });
  }
}

function requireSession(session: Session | null): Session {
  if (!session) throw new ChatError('unauthenticated', 'Authenticate first.');
  return session;
}

/** UTF-8 takes one to three bytes for each UTF-16 code unit: only in between has anything to be counted. */
function isLarger(incoming: Incoming, maxBytes: number): boolean {
  if (incoming.kind === 'event') return incoming.bytes > maxBytes;
  if (incoming.kind === 'binary' || incoming.text.length * 3 <= maxBytes) return false;
  return incoming.text.length > maxBytes || new TextEncoder().encode(incoming.text).length > maxBytes;
}

function asChatError(thrown: unknown): ChatError {
  if (thrown instanceof ChatError) return thrown;
  return new ChatError('internal', 'Something went wrong on the server.', { cause: thrown });
}

/** The same error with its fields under the wire's names. */
function onTheWire(error: ChatError, names: Readonly<Record<string, string>>): ChatError {
  if (!error.fields) return error;
  const fields = Object.fromEntries(
    Object.entries(error.fields).map(([path, problem]) => {
      if (Object.hasOwn(names, path)) return [names[path], problem];
      const [head = path, ...rest] = path.split('.');
      const name = Object.hasOwn(names, head) ? names[head] : head;
      return [[name, ...rest].join('.'), problem];
    }),
  );
  const { retryAfterMs, roomId, cause } = error;
  return new ChatError(error.code, error.message, {
    fields,
    cause,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(roomId === undefined ? {} : { roomId }),
  });
}
