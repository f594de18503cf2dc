import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { type Door, routeOf } from './door.js';
import { answerHeaders, forwardedHeaders } from './forwarded-headers.js';
import type { Gateway } from './gateway-pool.js';
import { BROKEN_GATEWAY, describeProblem, NO_GATEWAY, type Problem } from './problem.js';
import { announcedSession, opensSession } from './session-id.js';

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
  const { door, request, response, tried } = exchange;
  const route = routeOf(door, request, tried);
  if (route === undefined) return answerProblem(response, NO_GATEWAY);
  const { gateway } = route;
  tried.add(gateway);
  gateway.open += 1;
  const upstream = openUpstream(exchange, gateway);
  let bodyBegun = false;
  upstream.once('close', () => {
    gateway.open -= 1;
  });
  upstream.once('socket', (socket) => {
    // The body is only touched once there is a connection: until then another gateway can still have it.
    const begin = () => {
      bodyBegun = true;
      request.pipe(upstream);
    };
    if (socket.connecting) socket.once('connect', begin);
    else begin();
  });
  upstream.on('error', () => {
    if (response.headersSent || response.destroyed) return void response.destroy();
    const harmless = !bodyBegun || (upstream.reusedSocket && isRepeatable(request));
    if (!bodyBegun) door.pool.shun(gateway);
    if (harmless && !route.sticky) attempt(exchange);
    else answerProblem(response, BROKEN_GATEWAY);
  });
  response.once('close', () => {
    if (!response.writableFinished) upstream.destroy();
  });
}

function openUpstream({ door, request, response }: Exchange, gateway: Gateway): ClientRequest {
  const upstream = httpRequest({
    agent: door.agent,
    host: gateway.host,
    port: gateway.port,
    method: request.method,
    path: request.url,
    headers: forwardedHeaders(request),
  });
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
