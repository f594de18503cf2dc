/** @module The whole API over memory ports. Every answer is checked against the schema that the OpenAPI document shows. */

import { parseConfig } from '@crosstalk/config';
import { createUseCases, type FileId, type FilePart, type UseCases } from '@crosstalk/domain';
import { handleRest, type RestDeps, type RestResponse, restSettings, routes } from '@crosstalk/rest';
import { createMemoryPorts, type MemoryPorts } from '@crosstalk/testing';
import { expect } from 'chai';
import type { z } from 'zod';
import { routeMatcher } from '../src/http/match-route.js';
import { problemSchema } from '../src/schema/answer-schemas.js';

export interface CallOptions {
  readonly token?: string | undefined;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly bytes?: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly address?: string;
}
export interface Called {
  readonly status: number;
  readonly headers: RestResponse['headers'];
  readonly body: RestResponse['body'];
  /** Parsed; typed loosely, because the schema was checked already. */
  readonly json: Json;
}
export interface Json {
  readonly [key: string]: JsonValue;
}
export type JsonValue = string | number | boolean | null | undefined | Json | readonly Json[];

export interface Person {
  readonly id: number;
  readonly token: string;
  readonly refreshToken: string;
}
export interface TestApi {
  readonly ports: MemoryPorts;
  readonly useCases: UseCases;
  readonly defects: unknown[];
  call(method: string, target: string, options?: CallOptions): Promise<Called>;
  /** Registers somebody from an address of their own. */
  person(name: string): Promise<Person>;
}

interface Setup {
  readonly environment?: Readonly<Record<string, string>>;
  readonly replace?: Partial<UseCases>;
}

interface Signed {
  readonly expires: string;
  readonly signature: string;
}

/** The signed link of a file, below the prefix. */
export function linkTo(id: number, part: FilePart = 'content'): string {
  return `/files/${id}/${part}?expires=9&signature=good-${part}-${id}`;
}

const PUBLIC_URL = 'https://chat.example';
const match = routeMatcher(routes);

export function createTestApi({ environment = {}, replace = {} }: Setup = {}): TestApi {
  const ports = createMemoryPorts();
  const settings = parseConfig(restSettings, environment);
  const { registration, maxUploadBytes } = settings;
  const options = { registration, maxUploadBytes };
  const useCases = { ...createUseCases(ports, options), ...replace };
  const defects: unknown[] = [];
  const links = {
    urlFor: (id: FileId, part: FilePart) => `${PUBLIC_URL}/api/v1${linkTo(id, part)}`,
    verify: ({ fileId, part }: { fileId: FileId; part: FilePart }, given: Signed) =>
      given.expires === '9' && given.signature === `good-${part}-${fileId}`,
  };
  const { rateLimiter, clock } = ports;
  const deps: RestDeps = {
    useCases,
    links,
    rateLimiter,
    clock,
    settings,
    publicUrl: PUBLIC_URL,
    onDefect: (error) => defects.push(error),
  };
  const call: TestApi['call'] = async (method, target, options = {}) => {
    const { pathname, searchParams: query } = new URL(target, PUBLIC_URL);
    const { address = '192.0.2.1' } = options;
    const { headers, body } = sent(options);
    const response = await handleRest({ method, path: pathname, query, headers, body, address }, deps);
    return checked(method, pathname, response);
  };
  let people = 0;
  return { ports, useCases, defects, call, person: (name) => register(name, ++people, call) };
}

async function register(name: string, number: number, call: TestApi['call']): Promise<Person> {
  const json = { email: `${name}.${number}@example.org`, password: 'correct horse', first_name: name };
  const made = await call('POST', '/auth/register', { json, address: `198.51.100.${number}` });
  expect(made.status, JSON.stringify(made.json)).to.equal(201);
  const { user, access_token: token, refresh_token: refreshToken } = made.json;
  return { id: Number((user as Json).id), token: String(token), refreshToken: String(refreshToken) };
}

function sent({ token, json, bytes, headers = {} }: CallOptions) {
  const body = bytes ?? (json === undefined ? [] : [Buffer.from(JSON.stringify(json))]);
  return {
    body,
    headers: {
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
  };
}

function checked(method: string, path: string, { status, headers, body }: RestResponse): Called {
  const json = typeof body === 'string' ? (JSON.parse(body) as Json) : {};
  if (typeof body === 'string') {
    const schema = status >= 400 ? problemSchema : match(method, path).route.answers[status];
    if (schema !== 'document')
      expect((schema as z.ZodType).safeParse(json).error?.issues ?? [], body).to.deep.equal([]);
    if (status >= 400) expect(json.status).to.equal(status);
  }
  return { status, headers, body, json };
}

/** The items of a list. */
export function itemsOf(called: Called): readonly Json[] {
  return called.json.items as readonly Json[];
}
