/** @module Frames at random: of a dialect's own requests and fields, so that most of them get past the envelope. */
import type { Dialect, Incoming } from '@crosstalk/dialect-kit';
import fc from 'fast-check';
import { z } from 'zod';

type Envelope = (request: string, data: unknown) => unknown;

/** How each raw dialect wraps a request; Socket.IO wraps by itself. */
const ENVELOPES: Readonly<Record<string, Envelope>> = {
  casamsa: (method, args) => ({ method, args }),
  fsego: (action, data) => ({ action, ...(data as object) }),
  consumer: (type, content) => ({ type, content }),
};

const ODD = [
  null,
  true,
  -1,
  0,
  1.5,
  2 ** 53,
  '',
  '1',
  '\ud800',
  '__proto__',
  [],
  {},
  [[]],
  { $gt: 0 },
  { $ne: null },
];

/** A value that a field may hold: small ids, which are often somebody's, odd things and any JSON. */
const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 40 }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom(...ODD) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Frames that a socket of the dialect may get. */
export function randomFrames(dialect: Dialect): fc.Arbitrary<Incoming> {
  const known = Object.entries(dialect.rows).map(([request, { schema }]) => {
    const fields = Object.fromEntries(fieldsOf(schema).map((name) => [name, value]));
    return fc.record(fields, { requiredKeys: [] }).map((data) => ({ request, data: data as unknown }));
  });
  const anything = fc.record({ request: fc.string({ unit: 'binary', maxLength: 20 }), data: fc.jsonValue() });
  const request = fc.oneof({ weight: 8, arbitrary: fc.oneof(...known) }, { weight: 1, arbitrary: anything });
  if (dialect.transport.kind === 'socket.io') {
    return request.map(({ request: event, data: payload }) => ({
      kind: 'event',
      event,
      payload,
      bytes: 100,
    }));
  }
  const envelope = ENVELOPES[dialect.name] ?? ((name: string, data: unknown) => ({ name, data }));
  const text = fc.oneof(
    { weight: 8, arbitrary: request.map(({ request: name, data }) => JSON.stringify(envelope(name, data))) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  );
  return fc.oneof(
    { weight: 40, arbitrary: text.map((each): Incoming => ({ kind: 'text', text: each })) },
    { weight: 1, arbitrary: fc.constant<Incoming>({ kind: 'binary' }) },
  );
}

function fieldsOf(schema: z.ZodType): readonly string[] {
  const { properties } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.keys(properties ?? {});
}
