import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Door, routeOf } from './door.js';
import { answerHeaders, upgradeHeaders } from './forwarded-headers.js';
import type { Gateway } from './gateway-pool.js';
import { BROKEN_GATEWAY, describeProblem, NO_GATEWAY, type Problem } from './problem.js';

interface Upgrade {
  readonly door: Door;
  readonly request: IncomingMessage;
  readonly socket: Socket;
  /** Bytes that the client sent right behind its request. */
  readonly head: Buffer;
  readonly tried: Set<Gateway>;
}

/** Hands a WebSocket handshake to a gateway and joins the two connections afterwards. */
export function forwardUpgrade(upgrade: Omit<Upgrade, 'tried'>): void {
  upgrade.socket.on('error', () => upgrade.socket.destroy());
  attempt({ ...upgrade, tried: new Set() });
}

function attempt(upgrade: Upgrade): void {
  const { door, request, socket, tried } = upgrade;
  const route = routeOf(door, request, tried);
  if (route === undefined) {
    answerProblem(socket, NO_GATEWAY);
    return;
  }
  const { gateway, sticky } = route;
  tried.add(gateway);
  const upstream = openUpstream(request, gateway);
  const state = relayAnswer(upgrade, upstream, gateway);
  const clientGone = () => upstream.destroy();
  socket.once('close', clientGone);
  upstream.on('error', () => {
    socket.off('close', clientGone);
    if (socket.destroyed || state.answered) {
      socket.destroy();
      return;
    }
    door.pool.shun(gateway);
    // A handshake has no body: asking the next gateway is harmless.
    if (sticky) answerProblem(socket, BROKEN_GATEWAY);
    else attempt(upgrade);
  });
  upstream.end();
}

function openUpstream(request: IncomingMessage, gateway: Gateway): ClientRequest {
  const upstream = httpRequest({
    agent: false,
    host: gateway.host,
    port: gateway.port,
    method: request.method,
    path: request.url,
    headers: upgradeHeaders(request),
  });
  countWhileOpen(gateway, upstream);
  return upstream;
}

function countWhileOpen(gateway: Gateway, connection: ClientRequest | Duplex): void {
  gateway.open += 1;
  connection.once('close', () => {
    gateway.open -= 1;
  });
}

/** Sends the client what the gateway answers: its agreement and all that follows, or its refusal. */
function relayAnswer(
  { socket, head }: Upgrade,
  upstream: ClientRequest,
  gateway: Gateway,
): { readonly answered: boolean } {
  const state = { answered: false };
  upstream.once('upgrade', (answer, gatewaySocket, gatewayHead) => {
    state.answered = true;
    countWhileOpen(gateway, gatewaySocket);
    socket.write(headOf(answer, `connection: Upgrade\r\nupgrade: ${answer.headers.upgrade ?? ''}\r\n`));
    socket.write(gatewayHead);
    gatewaySocket.write(head);
    join(socket, gatewaySocket);
  });
  upstream.once('response', (answer) => {
    state.answered = true;
    socket.write(headOf(answer, 'connection: close\r\n'));
    answer.pipe(socket);
    answer.once('error', () => socket.destroy());
  });
  return state;
}

/** Bytes go both ways with the back pressure of the slower side; the end of one is the end of the other. */
function join(client: Socket, gateway: Socket): void {
  for (const [from, to] of [
    [client, gateway],
    [gateway, client],
  ] as const) {
    from.setNoDelay(true).setTimeout(0).setKeepAlive(true, 30_000);
    from.on('error', () => from.destroy());
    from.once('close', () => to.destroySoon());
    from.pipe(to);
  }
}

function headOf(answer: IncomingMessage, connection: string): string {
  const flat = answerHeaders(answer);
  let text = `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n`;
  for (let index = 0; index + 1 < flat.length; index += 2) {
    // The body arrives decoded; the end of the connection is its end.
    if (flat[index]?.toLowerCase() === 'transfer-encoding') continue;
    text += `${flat[index]}: ${flat[index + 1]}\r\n`;
  }
  return `${text}${connection}\r\n`;
}

function answerProblem(socket: Socket, problem: Problem): void {
  const { headers, body } = describeProblem(problem);
  const lines = Object.entries({ ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
