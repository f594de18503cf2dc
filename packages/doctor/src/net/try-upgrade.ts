import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pathOn, type Target, tlsOptions } from '../target.js';
import { explainFailure, Unreachable } from './explain-failure.js';

export interface UpgradeAnswer {
  /** 101: the socket was opened (and closed again). */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Whether who answered 101 has read the request (RFC 6455, section 4.2.2). */
  readonly isGenuine: boolean;
}

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Asks for a WebSocket and closes it when it is there. @throws Unreachable */
export async function tryUpgrade(
  target: Target,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<UpgradeAnswer> {
  const key = randomBytes(16).toString('base64');
  const accept = createHash('sha1').update(`${key}${MAGIC}`).digest('base64');
  const asked = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': key,
    ...headers,
  };
  const send = target.isTls ? httpsRequest : httpRequest;
  const url = new URL(pathOn(target, path), target.url.origin);
  try {
    return await new Promise<UpgradeAnswer>((resolve, reject) => {
      const request = send(url, { headers: asked, agent: false, ...tlsOptions(target) });
      const silence = new Unreachable(`does not answer within ${target.patienceMs / 1000} s`);
      const timer = setTimeout(() => request.destroy(silence), target.patienceMs);
      request.once('close', () => clearTimeout(timer));
      request.once('error', reject);
      request.once('upgrade', ({ headers }, socket) => {
        clearTimeout(timer);
        socket.on('error', () => undefined);
        socket.destroy();
        resolve({ status: 101, headers, text: '', isGenuine: headers['sec-websocket-accept'] === accept });
      });
      request.once('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text = (text + chunk).slice(0, 10_000);
        });
        response.once('error', reject);
        response.once('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, isGenuine: true });
          request.destroy();
        });
      });
      request.end();
    });
  } catch (error) {
    throw explainFailure(error);
  }
}
