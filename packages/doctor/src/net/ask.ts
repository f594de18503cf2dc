import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pathOn, type Target, tlsOptions } from '../target.js';
import { explainFailure, Unreachable } from './explain-failure.js';

export interface Question {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The body is only begun; whoever answers does so without the rest. */
  readonly unfinished?: boolean;
  /** Instead of the target's. */
  readonly patienceMs?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** When it was asked and when the head of the answer was there, in milliseconds since 1970. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

const MOST_BYTES = 4_000_000;

/** One request on a connection of its own, so that each may go to another node. @throws Unreachable */
export function ask(target: Target, question: Question): Promise<Answer> {
  return askUrl(target, new URL(pathOn(target, question.path), target.url.origin), question);
}

/** The same to another place than the target. @throws Unreachable */
export async function askUrl(target: Target, url: URL, question: Question): Promise<Answer> {
  const { method = 'GET', headers = {}, body, unfinished = false } = question;
  const patienceMs = question.patienceMs ?? target.patienceMs;
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const askedAt = Date.now();
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const request = send(url, { method, headers, agent: false, ...tlsOptions(target) });
      const timer = setTimeout(
        () => request.destroy(new Unreachable(`does not answer within ${patienceMs / 1000} s`)),
        patienceMs,
      );
      request.once('close', () => clearTimeout(timer));
      request.once('error', reject);
      request.once('upgrade', (_response, socket) => {
        socket.destroy();
        reject(new Unreachable('answers with an upgrade that nobody asked for'));
      });
      request.once('response', (response) => {
        const answeredAt = Date.now();
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= MOST_BYTES) chunks.push(chunk);
        });
        response.once('error', reject);
        response.once('end', () => {
          const { statusCode: status = 0, headers } = response;
          resolve({ status, headers, text: Buffer.concat(chunks).toString(), askedAt, answeredAt });
          request.destroy();
        });
      });
      if (unfinished) request.write(body ?? '');
      else request.end(body);
    });
  } catch (error) {
    throw explainFailure(error);
  }
}
