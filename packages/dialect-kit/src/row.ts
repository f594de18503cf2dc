import type { Actor, Presence, RoomId, UseCases, UserId, Visitor } from '@crosstalk/domain';
import type { z } from 'zod';
import type { Rendering } from './rendering.js';
import type { Request } from './request.js';
import { parseInput } from './schema/parse-input.js';
import type { Session, Viewer } from './session.js';

export type UseCaseName = keyof UseCases;

/** What a row may ask of the connection and the node that run it. */
export interface Call {
  readonly useCases: UseCases;
  readonly request: Request;
  readonly rendering: Rendering;
  readonly viewer: Viewer;
  /** The caller; its `origin.echo` is the request's correlation. */
  readonly actor: Actor;
  readonly session: Session;
  /** Whether this socket gets the room's live events, its own among them. */
  receives(roomId: RoomId): boolean;
  /** Adds the socket to the presence audiences of these users. Resolves when no later change can be missed. */
  watchPresence(userIds: readonly UserId[]): Promise<void>;
  /**
   * Adds the socket to the presence audience of everybody who shares a room with its user, and keeps it so as rooms come and go.
   * @returns how they are now
   */
  watchPartners(): Promise<readonly Presence[]>;
  /** Notes the room on this socket's screen, or that there is none; returns what it was. New messages in an open room are read at once. */
  setOpenRoom(roomId: RoomId | null): RoomId | null;
}

/** A call of a row that needs no session: the one that makes it. */
export interface PublicCall extends Pick<Call, 'useCases' | 'request' | 'rendering'> {
  /** Who the socket belongs to; null: nobody yet. */
  readonly session: Session | null;
  /**
   * Binds the socket to the token's user; again for the same user: refreshes the token.
   * @throws ChatError `unauthenticated`, also for another user than the one bound
   */
  authenticate(token: string): Promise<Session>;
  /** Binds the socket to the person that a host site presents. @throws ChatError as `authenticate` */
  authenticateVisitor(visitor: Visitor): Promise<Session>;
  /** What a row with a session may ask. @throws ChatError `unauthenticated` before there is one */
  caller(): Call;
}

export interface Row {
  readonly useCases: readonly UseCaseName[];
  readonly schema: z.ZodType;
  /** The next request of the socket may start before this one is answered; the domain keeps the order of what they do. */
  readonly concurrent: boolean;
  /** It posts a message: how long that takes is measured from the frame on. */
  readonly posts: boolean;
  readonly run:
    | { readonly access: 'session'; execute(call: Call): Promise<object | null> }
    | { readonly access: 'public'; execute(call: PublicCall): Promise<object | null> };
}

interface RowOptions<I, C> {
  readonly useCases: readonly UseCaseName[];
  readonly input: z.ZodType<I>;
  readonly concurrent?: boolean;
  /** Returns what the dialect's `answer` makes the answer of; null: nothing more to say. */
  readonly run: (call: C, input: I) => Promise<object | null>;
}

/** A request of an authenticated socket: event → schema → use case → answer. */
export function row<I>({ useCases, input, concurrent = false, run }: RowOptions<I, Call>): Row {
  const execute = (call: Call): Promise<object | null> => run(call, parseInput(input, call.request.data));
  const posts = useCases.includes('postMessage');
  return { useCases, schema: input, concurrent, posts, run: { access: 'session', execute } };
}

/** A request that makes the session. */
export function publicRow<I>({ useCases, input, run }: RowOptions<I, PublicCall>): Row {
  const execute = (call: PublicCall): Promise<object | null> =>
    run(call, parseInput(input, call.request.data));
  return { useCases, schema: input, concurrent: false, posts: false, run: { access: 'public', execute } };
}
