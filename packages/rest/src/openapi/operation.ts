import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import type { Access, Answer, Route } from '../http/route.js';
import { routeName } from '../http/route-name.js';
import { inputSchema, nameOf, refTo } from './component-schemas.js';

const SECURITY: Readonly<Record<Access, readonly object[]>> = {
  public: [],
  bearer: [{ bearer: [] }],
  link: [{ link: [] }, { bearer: [] }],
};

/** The form of a route that takes a file. */
const FORM = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
        required: ['file'],
      },
    },
  },
};

/** The operation object of one route. */
export function operationOf(route: Route): object {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
  const responses = Object.entries(route.answers).map(([status, answer]) => [
    status,
    responseOf(status, answer),
  ]);
  return {
    operationId: routeName(route),
    summary: route.summary,
    tags: [route.path.split('/')[1]?.replace('.json', '')],
    security: SECURITY[route.access],
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: bodyOf(route.body) }),
    ...(route.takesFile && { requestBody: FORM }),
    responses: { ...Object.fromEntries(responses), default: { $ref: '#/components/responses/Problem' } },
  };
}

function parametersOf(schema: z.ZodType | null, place: 'path' | 'query'): readonly object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = inputSchema(schema) as {
    readonly properties?: Record<string, object>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

function bodyOf(schema: z.ZodType): object {
  const json = inputSchema(schema);
  return { required: json.required !== undefined, content: { 'application/json': { schema: json } } };
}

function responseOf(status: string, answer: Answer): object {
  const description = STATUS_CODES[status] ?? status;
  if (answer === 'empty') return { description };
  if (answer === 'bytes') return { description, content: { '*/*': {} } };
  if (answer === 'document')
    return { description, content: { 'application/json': { schema: { type: 'object' } } } };
  const name = nameOf(answer);
  if (!name) throw new TypeError('the schema of an answer has no name: add it to the component schemas');
  return { description, content: { 'application/json': { schema: { $ref: refTo(name) } } } };
}
