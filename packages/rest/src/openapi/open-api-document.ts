import { API_PREFIX } from '../http/exchange.js';
import { groupBy } from '../http/group-by.js';
import { PROBLEMS } from '../http/problem.js';
import type { Route } from '../http/route.js';
import { componentSchemas } from './component-schemas.js';
import { operationOf } from './operation.js';

/** The OpenAPI 3.1 document of the routes, made of the schemas that the server itself validates with. */
export function openApiDocument(routes: readonly Route[]): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Crosstalk',
      version: '1',
      summary: 'Chat over REST: the same rooms and people as on every wire API of the cluster.',
      description:
        'Names are in snake_case, ids are integers below 2^53, times ISO 8601 in UTC, lists `{items, next}`. ' +
        'Failures are problem documents (RFC 9457); `x-problems` lists their codes.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: API_PREFIX }],
    paths: pathsOf(routes),
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        link: {
          type: 'apiKey',
          in: 'query',
          name: 'signature',
          description: 'Stands in the URLs of files together with `expires`.',
        },
      },
      responses: {
        Problem: {
          description: 'What went wrong.',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
    'x-problems': Object.fromEntries(
      Object.entries(PROBLEMS).map(([code, { httpStatus: status, meaning }]) => [code, { status, meaning }]),
    ),
  };
}

function pathsOf(routes: readonly Route[]): object {
  const byPath = groupBy(routes, ({ path }) => path.replace(/:(\w+)/g, '{$1}'));
  const operations = (rows: readonly Route[]): object =>
    Object.fromEntries(rows.map((route) => [route.method.toLowerCase(), operationOf(route)]));
  return Object.fromEntries([...byPath].map(([path, rows]) => [path, operations(rows)]));
}
