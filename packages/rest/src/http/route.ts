/** @module A route is a row: what comes in (schemas), who may ask, what it does and what it answers. */

import { parseInput } from '@crosstalk/dialect-kit';
import type { Actor, UseCases } from '@crosstalk/domain';
import type { z } from 'zod';
import type { RestRequest, RestResponse } from './exchange.js';
import type { RestDeps } from './rest-deps.js';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];
/** `link`: the signed query of a link, or else a token. */
export type Access = 'public' | 'bearer' | 'link';

/** The schema of a JSON answer; `empty`: no body; `bytes`: a file; `document`: JSON of no schema of ours. */
export type Answer = z.ZodType | 'empty' | 'bytes' | 'document';

export interface RouteResult {
  readonly status: number;
  /** Sent as JSON; absent: no body. */
  readonly json?: unknown;
  /** Sent as it is, with its own headers. */
  readonly stream?: {
    readonly headers: RestResponse['headers'];
    readonly bytes: AsyncIterable<Uint8Array> | null;
  };
}

/** Input as it came, to be parsed by the route. */
export interface RawInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly body: unknown;
}

export interface PublicContext extends RestDeps {
  readonly address: string;
  readonly request: RestRequest;
}
/** `actor` is null for who came by a link, which the route has to check. */
export interface LinkContext extends PublicContext {
  readonly actor: Actor | null;
}
export interface BearerContext extends PublicContext {
  readonly actor: Actor;
}

interface RouteDescription {
  readonly method: Method;
  /** Below `/api/v1`; a segment that begins with a colon is a parameter. */
  readonly path: string;
  /** One line for the reader of the OpenAPI document. */
  readonly summary: string;
  /** The use case behind it; null where the door itself has the answer. */
  readonly useCase: keyof UseCases | null;
  /** By status. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Not counted by the general rate limit: a page shows many files at once. */
  readonly uncounted?: boolean;
  /** The body is a form with a file, which the route reads itself. */
  readonly takesFile?: boolean;
}

export interface Route extends RouteDescription {
  readonly access: Access;
  readonly params: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | null;
  /** `actor` is null on public routes. @throws ChatError */
  run(raw: RawInput, context: PublicContext & { readonly actor: Actor | null }): Promise<RouteResult>;
}

interface Schemas<P, Q, B> {
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
}
export interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}
interface Spec<P, Q, B, C> extends RouteDescription, Schemas<P, Q, B> {
  run(input: Input<P, Q, B>, context: C): Promise<RouteResult>;
}

/** A route that anybody may call. */
export function publicRoute<P = object, Q = object, B = object>(spec: Spec<P, Q, B, PublicContext>): Route {
  return {
    ...described(spec),
    access: 'public',
    run: async (raw, context) => spec.run(parsed(spec, raw), context),
  };
}

/** A route for those who bring an access token. */
export function bearerRoute<P = object, Q = object, B = object>(spec: Spec<P, Q, B, BearerContext>): Route {
  return {
    ...described(spec),
    access: 'bearer',
    async run(raw, context) {
      const { actor } = context;
      if (!actor) throw new TypeError(`${spec.method} ${spec.path} was run without an actor`);
      return spec.run(parsed(spec, raw), { ...context, actor });
    },
  };
}

/** A route for those who bring an access token or follow a signed link. */
export function linkRoute<P = object, Q = object, B = object>(spec: Spec<P, Q, B, LinkContext>): Route {
  return {
    ...described(spec),
    access: 'link',
    run: async (raw, context) => spec.run(parsed(spec, raw), context),
  };
}

function described<P, Q, B>({ params, query, body, ...rest }: RouteDescription & Schemas<P, Q, B>) {
  return { ...rest, params: params ?? null, query: query ?? null, body: body ?? null };
}

function parsed<P, Q, B>(schemas: Schemas<P, Q, B>, raw: RawInput): Input<P, Q, B> {
  return {
    params: parsedOr(schemas.params, raw.params),
    query: parsedOr(schemas.query, raw.query),
    body: parsedOr(schemas.body, raw.body),
  };
}

/** Without a schema the type parameter is its default, an object of nothing. */
function parsedOr<T>(schema: z.ZodType<T> | undefined, data: unknown): T {
  return schema ? parseInput(schema, data) : ({} as T);
}
