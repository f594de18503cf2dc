import type { RequestHandler } from 'express';
import type { OriginPolicy } from './origin-policy.js';

const PREFLIGHT_SECONDS = '600';

/** Lets in browsers of allowed origins (Fetch standard, CORS protocol) and refuses the others, which would otherwise write unseen. */
export function cors(origins: OriginPolicy): RequestHandler {
  return (request, response, next) => {
    const { origin, host } = request.headers;
    response.vary('Origin');
    if (origin === undefined) return next();
    if (!origins.allows(origin, host)) {
      const problem = {
        type: 'about:blank',
        title: 'Forbidden',
        status: 403,
        code: 'forbidden',
        detail: 'This origin is not let in (CORS_ORIGINS).',
      };
      response.status(403).type('application/problem+json').send(JSON.stringify(problem));
      return;
    }
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After, WWW-Authenticate');
    if (request.method !== 'OPTIONS') return next();
    response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
    response.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS);
    response.status(204).end();
  };
}
