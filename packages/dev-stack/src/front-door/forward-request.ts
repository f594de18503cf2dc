import {
  type Agent,
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { type Door, type Route, routeOf } from './door.js';
import { answerHeaders, forwardedHeaders } from './forwarded-headers.js';
import type { Gateway } from './gateway-pool.js';
import { BROKEN_GATEWAY, describeProblem, NO_GATEWAY, type Problem } from './problem.js';
import { announcedSession, opensSession } from './session-id.js';

const OPENING_MS = 2_000;

interface Exchange {
  readonly door: Door;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly tried: Set<Gateway>;
}

/** Hands one request to a gateway; a gateway that refuses the connection is passed over for the next. */
export function forwardRequest(door: Door, request: IncomingMessage, response: ServerResponse): void {
  request.on('error', () => {});
  response.on('error', () => {});
  attempt({ door, request, response, tried: new Set() });
}

function attempt(exchange: Exchange): void {
  const route = routeOf(exchange.door, exchange.request, exchange.tried);
  if (route === undefined) answerProblem(exchange.response, NO_GATEWAY);
  else ask(exchange, route, exchange.door.agent);
}

/** `agent` false opens a connection for this request alone. */
function ask(exchange: Exchange, route: Route, agent: Agent | false): void {
  const { door, request, response, tried } = exchange;
  tried.add(route.gateway);
  const upstream = openUpstream(exchange, route.gateway, agent);
  const body = sendBody(request, upstream);
  upstream.on('error', () => {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    if (!body.begun) door.pool.shun(route.gateway);
    // A kept connection may have been closed just as it was used. The same gateway is asked again, no
    // other: should the request have killed it, it must not get the chance to kill them all.
    if (upstream.reusedSocket && isRepeatable(request)) ask(exchange, route, false);
    else if (!body.begun && agent && !route.sticky) attempt(exchange);
    else answerProblem(response, BROKEN_GATEWAY);
  });
  response.once('close', () => {
    if (!response.writableFinished) upstream.destroy();
  });
}

/** The body is only touched once there is a connection: until then another gateway can still have it. */
function sendBody(request: IncomingMessage, upstream: ClientRequest): { readonly begun: boolean } {
  const state = { begun: false };
  const begin = () => {
    state.begun = true;
    request.pipe(upstream);
  };
  upstream.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', begin);
    else begin();
  });
  return state;
}

function openUpstream(
  { door, request, response }: Exchange,
  gateway: Gateway,
  agent: Agent | false,
): ClientRequest {
  const upstream = httpRequest({
    agent,
    host: gateway.host,
    port: gateway.port,
    method: request.method,
    path: request.url,
    headers: forwardedHeaders(request),
  });
  countRequest(gateway, request, upstream);
  upstream.once('response', (answer) => {
    if (opensSession(request)) learnSession(door, gateway, answer);
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answerHeaders(answer));
    answer.pipe(response);
    // A body that breaks off must not look like its end.
    answer.once('error', () => response.destroy());
    answer.once('aborted', () => response.destroy());
  });
  return upstream;
}

/** A session that has just opened counts on: between its first polls it has no connection for a moment. */
function countRequest(gateway: Gateway, request: IncomingMessage, upstream: ClientRequest): void {
  const discount = () => {
    gateway.open -= 1;
  };
  gateway.open += 1;
  upstream.once('close', () => {
    if (opensSession(request)) setTimeout(discount, OPENING_MS).unref();
    else discount();
  });
}

function learnSession(door: Door, gateway: Gateway, answer: IncomingMessage): void {
  answer.once('data', (chunk: Buffer) => {
    const sid = announcedSession(chunk.toString('latin1'));
    if (sid !== undefined) door.sessions.remember(sid, gateway.name);
  });
}

function isRepeatable(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

function answerProblem(response: ServerResponse, problem: Problem): void {
  const { headers, body } = describeProblem(problem);
  response.writeHead(problem.status, headers).end(body);
}
