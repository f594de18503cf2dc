import type { IncomingMessage, ServerResponse } from 'node:http';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { QUEUE_NAMES, QUEUE_TABLE, type QueueSet } from '@crosstalk/jobs';
import { boardGate } from './board-gate.js';

/** Nothing from elsewhere, so that it works without internet. Styles are set by its scripts. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

const PATH = '/board';

/** The page on which people look at jobs and run failed ones again, for those who know the token. */
export function createBoard(
  queues: QueueSet,
  token: string,
): (request: IncomingMessage, response: ServerResponse) => void {
  const admission = boardGate(token);
  const app = openBoard(queues);
  return (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const admitted = admission(request);
    if (admitted === 'unknown') {
      response.setHeader(
        'www-authenticate',
        'Basic realm="Crosstalk jobs: any name, OPS_TOKEN", charset="UTF-8"',
      );
      return refuse(response, 401, 'unauthenticated');
    }
    if (admitted === 'foreign') return refuse(response, 403, 'asked for by another site');
    // Its questions would wait for a first connection without end.
    if (queues.connection.status !== 'ready') return refuse(response, 503, 'Redis of the queues is away');
    request.url = (request.url ?? '').slice(PATH.length) || '/';
    app(request, response);
  };
}

function openBoard(queues: QueueSet): (request: IncomingMessage, response: ServerResponse) => void {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(PATH);
  createBullBoard({
    queues: QUEUE_NAMES.map(
      (name) => new BullMQAdapter(queues.open(name), { description: QUEUE_TABLE[name].purpose }),
    ),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Crosstalk jobs' } },
  });
  const app = serverAdapter.getRouter();
  app.disable('x-powered-by');
  return app;
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ status: reason }));
}
