/**
 * @module Values that no field should get, by what the field holds. They are JSON text, so that they can say what JSON can and JavaScript
 * objects cannot: `1e400`, a member twice, `__proto__` as an own member, an unpaired surrogate.
 */
export interface HostileValue {
  readonly name: string;
  /** JSON text. */
  readonly json: string;
}

const DEPTH = 10_000;
const HUGE = 100_000;

const named = (name: string, json: string): HostileValue => ({ name, json });
/** Values whose text is short enough to be their name. */
const plain = (...texts: readonly string[]): readonly HostileValue[] =>
  texts.map((text) => named(text, text));

const OBJECTS: readonly HostileValue[] = [
  ...plain(
    '{}',
    '{"$gt":0}',
    '{"$ne":null}',
    '{"$in":[1]}',
    '{"$exists":true}',
    '{"$regex":".*"}',
    '{"$where":"sleep(1000)"}',
    '{"$expr":{"$eq":[1,1]}}',
    '{"$numberLong":"1"}',
    '{"_bsontype":"ObjectId","id":"x"}',
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"admin":true}}}',
    '{"toString":"x"}',
    '{"valueOf":1}',
    '{"toJSON":{}}',
    '{"then":{}}',
    '{"length":1}',
    '{"0":1}',
  ),
  named('an object 10,000 deep', `${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`),
];

const DEEP_LIST = named('a list 10,000 deep', '['.repeat(DEPTH) + ']'.repeat(DEPTH));
const LISTS: readonly HostileValue[] = [
  ...plain('[]', '[[]]', '[1]', '["x"]', '[null]', '[{"$ne":1}]'),
  DEEP_LIST,
];

const BOOLEANS = plain('true', 'false');

const NUMBERS = plain(
  '-1',
  '0',
  '-0',
  '1.5',
  '5e-324',
  '1e21',
  '1e308',
  '1e400',
  '-1e400',
  '9007199254740992',
  '9007199254740993',
);

/** UTF-16 that is not well-formed: BSON would store something else. */
const SURROGATES: readonly HostileValue[] = [
  named('an unpaired high surrogate', '"\\ud800"'),
  named('an unpaired low surrogate', '"a\\udfffb"'),
  named('a pair the wrong way round', '"\\udc00\\ud800"'),
];

const HUGE_TEXT = named('a text of 100,000 characters', `"${'x'.repeat(HUGE)}"`);

const STRINGS: readonly HostileValue[] = [
  ...plain('""', '" "', '"abc"', '"null"', '"NaN"', '"-1"', '"1e400"', '"1.5"', '"__proto__"', '"\\u0000"'),
  ...SURROGATES,
  HUGE_TEXT,
];

const NULL = plain('null');

/** What a field of a request holds. */
export type FieldKind = 'id' | 'idText' | 'idOrText' | 'ids' | 'text' | 'flag' | 'count' | 'name';

/** For each kind the values that no field of it takes. `null` is among them; a field that takes it leaves it out. */
export const HOSTILE_VALUES: Readonly<Record<FieldKind, readonly HostileValue[]>> = {
  id: [...NULL, ...OBJECTS, ...LISTS, ...BOOLEANS, ...NUMBERS, ...plain('"1"'), ...STRINGS],
  /** An id as a string of decimal digits. */
  idText: [
    ...NULL,
    ...OBJECTS,
    ...LISTS,
    ...BOOLEANS,
    ...NUMBERS,
    ...plain('"01"', '"+1"', '"1 "'),
    ...STRINGS,
  ],
  /** An id that somebody else gave: an integer or a text. */
  idOrText: [
    ...NULL,
    ...OBJECTS,
    ...LISTS,
    ...BOOLEANS,
    ...plain('1.5', '5e-324', '1e21', '1e308', '1e400', '-1e400', '9007199254740993', '""', '" "'),
    ...SURROGATES,
    HUGE_TEXT,
  ],
  ids: [...NULL, ...OBJECTS, DEEP_LIST, ...plain('[[]]', '[null]'), ...BOOLEANS, ...NUMBERS, ...STRINGS],
  text: [...NULL, ...OBJECTS, ...LISTS, ...BOOLEANS, ...NUMBERS, ...SURROGATES, HUGE_TEXT],
  flag: [...NULL, ...OBJECTS, ...LISTS, ...NUMBERS, ...plain('1', '"true"'), ...STRINGS],
  count: [
    ...NULL,
    ...OBJECTS,
    ...LISTS,
    ...BOOLEANS,
    ...plain('-1', '1.5', '1e21', '1e400', '"1"'),
    ...STRINGS,
  ],
  /** One of a closed set of words. */
  name: [...NULL, ...OBJECTS, ...LISTS, ...BOOLEANS, ...NUMBERS, ...STRINGS],
};

/** Every value of the list, once. */
export const ALL_HOSTILE_VALUES: readonly HostileValue[] = [
  ...new Map(
    Object.values(HOSTILE_VALUES)
      .flat()
      .map((value) => [value.json, value]),
  ).values(),
];
