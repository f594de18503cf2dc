import { createRequire } from 'node:module';
import { docsPages, SWAGGER_PATH } from '@crosstalk/api-docs';
import type { Dialect } from '@crosstalk/dialect-kit';
import type { RequestHandler, Response } from 'express';

const require = createRequire(import.meta.url);

/** The two files of Swagger UI that its page asks for; nothing else of the package is served. */
const SWAGGER_FILES: Readonly<Record<string, string>> = {
  [`${SWAGGER_PATH}/swagger-ui.css`]: require.resolve('swagger-ui-dist/swagger-ui.css'),
  [`${SWAGGER_PATH}/swagger-ui-bundle.js`]: require.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
};

/** No inline script or style, nothing from elsewhere; Swagger UI draws its icons from `data:` and asks the REST API of this server. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `/docs`: the AsyncAPI document of each dialect and pages to read. */
export function docsRoutes(dialects: readonly Dialect[]): RequestHandler {
  const find = docsPages(dialects);
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const path = `${request.baseUrl}${request.path}`.replace(/\/$/, '');
    const file = Object.hasOwn(SWAGGER_FILES, path) ? SWAGGER_FILES[path] : undefined;
    const page = find(path);
    if (!file && !page) return next();
    guard(response);
    // An installation may lie in a folder whose name begins with a dot.
    if (file) response.sendFile(file, { dotfiles: 'allow' });
    else if (page) response.type(page.type).send(page.body);
  };
}

function guard(response: Response): void {
  response.set({
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
}
