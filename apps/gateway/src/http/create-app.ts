import { STATUS_CODES } from 'node:http';
import type { Dialect } from '@crosstalk/dialect-kit';
import { API_PREFIX } from '@crosstalk/rest';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { cors } from './cors.js';
import { docsRoutes } from './docs-routes.js';
import { indexPage } from './index-page.js';
import type { OriginPolicy } from './origin-policy.js';
import { type RestAdapterDeps, restAdapter } from './rest-adapter.js';

interface AppOptions {
  readonly rest: RestAdapterDeps;
  readonly origins: OriginPolicy;
  readonly dialects: readonly Dialect[];
  readonly trustProxy: readonly string[];
}

/** HTTP beside the sockets: REST, the documentation and the page at `/`. */
export function createApp({ rest, origins, dialects, trustProxy }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustProxy.includes('none') ? false : trustProxy);
  app.use(API_PREFIX, cors(origins), restAdapter(rest));
  app.use('/docs', docsRoutes(dialects));
  app.get('/', (_request, response) => {
    response
      .set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
      .type('html')
      .send(indexPage(dialects));
  });
  // Browsers ask for it beside a document that cannot say it has none.
  app.get('/favicon.ico', (_request, response) => void response.status(204).end());
  app.use((_request, response) => problem(response, 404));
  app.use(((error: unknown, _request, response, _next) => {
    rest.onDefect('none', error);
    if (response.headersSent) response.destroy();
    else problem(response, statusOf(error));
  }) satisfies ErrorRequestHandler);
  return app;
}

/** Express marks what the client did wrong (a path that does not decode) with a status. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}

function problem(response: express.Response, status: number): void {
  const body = { type: 'about:blank', title: STATUS_CODES[status], status };
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
}
