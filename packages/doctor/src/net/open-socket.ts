import WebSocket from 'ws';
import { pathOn, type Target, tlsOptions } from '../target.js';
import { explainFailure, Unreachable } from './explain-failure.js';

/** An open WebSocket to the deployment. @throws Unreachable */
export async function openSocket(
  target: Target,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<WebSocket> {
  const url = new URL(pathOn(target, path), target.url.origin);
  url.protocol = target.isTls ? 'wss:' : 'ws:';
  const socket = new WebSocket(url, {
    headers: { ...headers },
    handshakeTimeout: target.patienceMs,
    perMessageDeflate: false,
    ...tlsOptions(target),
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', (error) => reject(explainFailure(error)));
    socket.once('unexpected-response', (_request, { statusCode }) => {
      socket.terminate();
      reject(new Unreachable(`is answered with ${statusCode}`));
    });
  });
  // What happens to it from now on is told by its close.
  socket.on('error', () => undefined);
  return socket;
}

/** The first frame that matches. @throws Unreachable when it does not come in time, or the socket closes */
export function nextFrame(
  socket: WebSocket,
  matches: (text: string) => boolean,
  patienceMs: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      socket.off('message', look).off('close', closed);
      settle();
    };
    const look = (data: WebSocket.RawData): void => {
      const text = String(data);
      if (matches(text)) end(() => resolve(text));
    };
    const closed = (code: number): void => end(() => reject(new Unreachable(`is closed with ${code}`)));
    const timer = setTimeout(
      () => end(() => reject(new Unreachable(`stays without an answer for ${patienceMs / 1000} s`))),
      patienceMs,
    );
    socket.on('message', look).once('close', closed);
  });
}
