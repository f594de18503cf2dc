/** @module Failures as problem documents (RFC 9457). */
import { ChatError, ERROR_KINDS } from '@crosstalk/domain';
import { API_PREFIX, type RestResponse } from './exchange.js';
import { HTTP_PROBLEMS, HttpProblem, type HttpProblemCode } from './http-problem.js';
import { snakeCase } from './snake-case.js';

export type ProblemCode = keyof typeof ERROR_KINDS | HttpProblemCode;

/** Every code that a problem can have, with its status and meaning. */
export const PROBLEMS: Readonly<
  Record<ProblemCode, { readonly httpStatus: number; readonly meaning: string }>
> = {
  ...ERROR_KINDS,
  ...HTTP_PROBLEMS,
};

export interface ProblemContext {
  readonly publicUrl: string;
  /** Of the request, below the prefix. */
  readonly path: string;
  onDefect(error: unknown): void;
}

/** The response for whatever a route threw. Nothing of an unexpected error reaches the caller. */
export function problemResponse(thrown: unknown, context: ProblemContext): RestResponse {
  if (thrown instanceof HttpProblem)
    return respond(thrown.code, thrown.message, { context, headers: thrown.headers });
  if (!(thrown instanceof ChatError)) {
    context.onDefect(thrown);
    return respond('internal', 'Something went wrong on the server.', { context, headers: {} });
  }
  if (thrown.code === 'internal') context.onDefect(thrown);
  return respond(thrown.code, thrown.message, {
    context,
    headers: headersOf(thrown),
    members: membersOf(thrown),
  });
}

interface Parts {
  readonly context: ProblemContext;
  readonly headers: Readonly<Record<string, string>>;
  readonly members?: Readonly<Record<string, unknown>>;
}

function respond(code: ProblemCode, detail: string, { context, headers, members }: Parts): RestResponse {
  const { httpStatus: status, meaning } = PROBLEMS[code];
  const problem = {
    type: `${context.publicUrl}${API_PREFIX}/openapi.json#/x-problems/${code}`,
    title: meaning,
    status,
    detail,
    instance: `${API_PREFIX}${context.path}`,
    code,
    ...members,
  };
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(problem),
  };
}

/** Members beyond those of the RFC. `retry_after` is in seconds, like the header. */
function membersOf(error: ChatError): Record<string, unknown> {
  const fields = Object.entries(error.fields ?? {}).map(([path, problem]) => [snakeCase(path), problem]);
  return {
    ...(error.fields && { fields: Object.fromEntries(fields) }),
    ...(error.retryAfterMs !== undefined && { retry_after: seconds(error.retryAfterMs) }),
    ...(error.roomId !== undefined && { room_id: error.roomId }),
  };
}

function headersOf(error: ChatError): Record<string, string> {
  return {
    // RFC 9110, section 15.5.2: a 401 names the scheme that would help.
    ...(error.code === 'unauthenticated' && { 'WWW-Authenticate': 'Bearer realm="crosstalk"' }),
    ...(error.retryAfterMs !== undefined && { 'Retry-After': String(seconds(error.retryAfterMs)) }),
  };
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
