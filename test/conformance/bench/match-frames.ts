import { expect } from 'chai';

/** What `$name` stands for: bound by the first value that it meets in an expectation, the same from there on. */
export type Bindings = Map<string, unknown>;

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Replaces `$name` in what is to be sent. */
export function fillIn(value: unknown, bindings: Bindings): unknown {
  if (typeof value === 'string' && value.startsWith('$')) {
    if (!bindings.has(value)) throw new Error(`${value} is not bound`);
    return bindings.get(value);
  }
  if (Array.isArray(value)) return value.map((item) => fillIn(item, bindings));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [fillIn(key, bindings), fillIn(item, bindings)]),
  );
}

/**
 * Compares exactly, but for: `$name` (bound or equal), `<time>` (ISO 8601 with milliseconds), `<any>`, and an object with the key
 * `...`, which may have members that are not listed.
 */
export function expectMatch(
  actual: unknown,
  pattern: unknown,
  context: { bindings: Bindings; at: string },
): void {
  const { bindings, at } = context;
  if (pattern === '<any>') expect(actual, at).to.not.equal(undefined);
  else if (pattern === '<time>') expect(actual, at).to.match(ISO_TIME);
  else if (typeof pattern === 'string' && pattern.startsWith('$')) {
    if (!bindings.has(pattern)) bindings.set(pattern, actual);
    expect(actual, `${at} (${pattern})`).to.deep.equal(bindings.get(pattern));
  } else if (Array.isArray(pattern)) {
    expect(actual, at).to.be.an('array');
    const items = actual as unknown[];
    expect(items.length, `${at}: ${JSON.stringify(items)}`).to.equal(pattern.length);
    for (const [index, each] of pattern.entries()) {
      expectMatch(items[index], each, { bindings, at: `${at}[${index}]` });
    }
  } else if (isObject(pattern)) expectMembers(actual, pattern, context);
  else expect(actual, at).to.equal(pattern);
}

function expectMembers(
  actual: unknown,
  pattern: Readonly<Record<string, unknown>>,
  { bindings, at }: { bindings: Bindings; at: string },
): void {
  expect(actual, at).to.be.an('object');
  const object = actual as Record<string, unknown>;
  const { '...': open, ...members } = pattern;
  if (open === undefined) expect(Object.keys(object).sort(), at).to.deep.equal(Object.keys(members).sort());
  for (const [key, each] of Object.entries(members)) {
    expectMatch(object[key], each, { bindings, at: `${at}.${key}` });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
