import type { Actor, RateRule } from '@crosstalk/domain';
import { ChatError, type ErrorCode } from '@crosstalk/domain';
import { routes } from '../routes/routes.js';
import { authenticateRequest } from './authenticate-request.js';
import { bodyInTime } from './body-in-time.js';
import type { RestRequest, RestResponse } from './exchange.js';
import { HTTP_PROBLEMS, HttpProblem } from './http-problem.js';
import { routeMatcher } from './match-route.js';
import { problemResponse } from './problem.js';
import { readJsonBody } from './read-json-body.js';
import type { RestDeps } from './rest-deps.js';
import type { RawInput, Route, RouteResult } from './route.js';
import { routeName } from './route-name.js';

const MINUTE_MS = 60_000;
/** The slowest upload; one that stalls ends much earlier. */
const UPLOAD_MS = 60 * MINUTE_MS;
const match = routeMatcher(routes);

/**
 * Answers one request: route, caller, rate, body, use case, in this order, so that a stranger costs as little as possible. Never
 * throws; what goes wrong is a problem document.
 */
export async function handleRest(request: RestRequest, deps: RestDeps): Promise<RestResponse> {
  const { method, path } = request;
  let served: Route | null = null;
  try {
    const { route, params } = match(method, path);
    served = route;
    const actor = needsToken(request, route) ? await authenticateRequest(request, deps.useCases) : null;
    if (!route.uncounted || actor !== null) await countRequest(request, deps, actor);
    const idleMs = deps.settings.bodyIdleSeconds * 1_000;
    const timed = (totalMs: number): RestRequest => ({
      ...request,
      body: bodyInTime(request.body, { idleMs, totalMs }),
    });
    const body = route.body ? await readJsonBody(timed(MINUTE_MS)) : undefined;
    const raw: RawInput = { params, query: queryOf(request.query), body };
    const result = await route.run(raw, {
      ...deps,
      actor,
      address: request.address,
      request: timed(UPLOAD_MS),
    });
    const storedAt = route.useCase === 'postMessage' ? performance.now() : null;
    const response = forMethod(method, responseOf(result, route));
    deps.onServed?.({ name: routeName(route), outcome: 'ok', storedAt });
    return response;
  } catch (error) {
    const { publicUrl } = deps;
    deps.onServed?.({ name: served && routeName(served), outcome: outcomeOf(error), storedAt: null });
    return forMethod(
      method,
      problemResponse(error, { publicUrl, path, onDefect: (defect) => deps.onDefect(defect) }),
    );
  }
}

function outcomeOf(error: unknown): ErrorCode {
  if (error instanceof HttpProblem) return HTTP_PROBLEMS[error.code].outcome;
  return error instanceof ChatError ? error.code : 'internal';
}

/** Who brings anything of a link is taken at it, so that a wrong one is no reason to ask for a token. */
function needsToken({ query }: RestRequest, { access }: Route): boolean {
  return access === 'bearer' || (access === 'link' && !query.has('signature') && !query.has('expires'));
}

async function countRequest(request: RestRequest, deps: RestDeps, actor: Actor | null): Promise<void> {
  const rule: RateRule = { name: 'rest', limit: deps.settings.requestsPerMinute, windowMs: MINUTE_MS };
  const { allowed, retryAfterMs } = await deps.rateLimiter.take(
    rule,
    actor ? `u${actor.userId}` : `a${request.address}`,
  );
  if (!allowed) throw new ChatError('rate_limited', 'Too many requests.', { retryAfterMs });
}

/** A parameter that came several times is a list, which no schema takes. */
function queryOf(query: URLSearchParams): RawInput['query'] {
  const entries = [...new Set(query.keys())].map((name) => {
    const [first = '', ...more] = query.getAll(name);
    return [name, more.length === 0 ? first : [first, ...more]] as const;
  });
  return Object.fromEntries(entries);
}

function responseOf({ status, json, stream }: RouteResult, route: Route): RestResponse {
  if (stream) return { status, headers: stream.headers, body: stream.bytes };
  if (json === undefined) return { status, headers: { 'Cache-Control': 'no-store' }, body: null };
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': route.answers[status] === 'document' ? 'public, max-age=300' : 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
  return { status, headers, body: JSON.stringify(json) };
}

/** HEAD has the headers of GET and no body (RFC 9110, section 9.3.2). */
function forMethod(method: string, response: RestResponse): RestResponse {
  if (method !== 'HEAD' || response.body === null) return response;
  if (typeof response.body !== 'string') void response.body[Symbol.asyncIterator]().return?.();
  return { ...response, body: null };
}
