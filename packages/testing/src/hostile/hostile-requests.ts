import { type FieldKind, HOSTILE_VALUES } from './hostile-values.js';

/** A field of a request: what it holds, a right value of it, and what it tolerates. */
export interface HostileField {
  readonly kind: FieldKind;
  /** JSON text of a right value; words in capitals stand for what the test fills in. */
  readonly valid: string;
  /** Absence is an error. */
  readonly required?: boolean;
  /** JSON texts of the kind's list that this field takes after all. */
  readonly accepts?: readonly string[];
}

/** A request of a dialect. Fields are named by their path on the wire (`user.email`). */
export interface HostileRequest {
  readonly name: string;
  readonly fields: Readonly<Record<string, HostileField>>;
  /** Members that are always there and right, as JSON texts. */
  readonly fixed?: Readonly<Record<string, string>>;
}

export interface HostileCase {
  readonly title: string;
  readonly request: string;
  /** JSON text of the request's arguments. */
  readonly payload: string;
  /** Path of the field to blame. */
  readonly field: string;
}

/** Every hostile value in every field of the requests, one at a time, the others being right. */
export function hostileCases(requests: readonly HostileRequest[]): readonly HostileCase[] {
  return requests.flatMap((request) =>
    Object.keys(request.fields).flatMap((field) => casesOfField(request, field)),
  );
}

function casesOfField({ name, fields, fixed = {} }: HostileRequest, path: string): readonly HostileCase[] {
  const field = fields[path] as HostileField;
  const withValue = (json: string | null): string =>
    Object.entries(fixed).reduce(
      (payload, [key, value]) => withMember(payload, `${JSON.stringify(key)}:${value}`),
      payloadOf(fields, { path, json }),
    );
  const accepted = new Set(field.accepts ?? []);
  const wrong = HOSTILE_VALUES[field.kind]
    .filter(({ json }) => !accepted.has(json))
    .map((value) => ({
      title: `${name} with ${value.name} as ${path}`,
      request: name,
      payload: withValue(value.json),
      field: path,
    }));
  if (field.required !== true) return wrong;
  const missing = [
    { title: `${name} without ${path}`, payload: withValue(null) },
    {
      title: `${name} with ${path} in __proto__ only`,
      payload: withMember(withValue(null), `"__proto__":${payloadOf({ [path]: field })}`),
    },
    {
      title: `${name} with ${path} in constructor.prototype only`,
      payload: withMember(withValue(null), `"constructor":{"prototype":${payloadOf({ [path]: field })}}`),
    },
  ].map((each) => ({ ...each, request: name, field: path }));
  return [...wrong, ...missing];
}

/** JSON text of the arguments, one of them replaced (`json`) or left out (null). Paths make nested objects. */
export function payloadOf(
  fields: Readonly<Record<string, HostileField>>,
  replaced?: { readonly path: string; readonly json: string | null },
): string {
  const members: string[] = [];
  const nested = new Map<string, Record<string, HostileField>>();
  for (const [path, field] of Object.entries(fields)) {
    const [head = path, ...rest] = path.split('.');
    if (rest.length > 0) {
      nested.set(head, { ...nested.get(head), [rest.join('.')]: field });
      continue;
    }
    const json = replaced?.path === path ? replaced.json : field.valid;
    if (json !== null) members.push(`${JSON.stringify(path)}:${json}`);
  }
  for (const [head, inner] of nested) {
    const own = replaced?.path.startsWith(`${head}.`)
      ? { path: replaced.path.slice(head.length + 1), json: replaced.json }
      : undefined;
    members.push(`${JSON.stringify(head)}:${payloadOf(inner, own)}`);
  }
  return `{${members.join(',')}}`;
}

function withMember(payload: string, member: string): string {
  return payload === '{}' ? `{${member}}` : `{${member},${payload.slice(1)}`;
}
