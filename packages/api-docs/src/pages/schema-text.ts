import type { JsonSchema } from '../asyncapi/asyncapi-types.js';
import { type Html, html, joined } from './html.js';

const INDENT = '  ';

/** Keywords that narrow a value, in words. */
const NARROWING: Readonly<Record<string, (value: unknown) => string | null>> = {
  format: (value) => String(value),
  minLength: (value) => `at least ${value} characters`,
  maxLength: (value) => `at most ${value} characters`,
  minimum: (value) => (value === Number.MIN_SAFE_INTEGER ? null : `from ${value}`),
  maximum: (value) => (value === Number.MAX_SAFE_INTEGER ? null : `to ${value}`),
  minItems: (value) => `at least ${value}`,
  maxItems: (value) => `at most ${value}`,
  default: (value) => `default ${JSON.stringify(value)}`,
};

/** A schema as people read it: the notation of TypeScript, with what else is asked of a value behind it. */
export function schemaText(schema: JsonSchema, indent = ''): Html {
  const { $ref, allOf, anyOf, oneOf, items } = schema;
  if ($ref !== undefined) return modelLink($ref);
  if (allOf) return joinedTypes(allOf, ' & ', indent);
  if (anyOf || oneOf) return joinedTypes(anyOf ?? oneOf ?? [], ' | ', indent);
  if ('const' in schema) return html`${JSON.stringify(schema.const)}`;
  if (schema.enum) return html`${schema.enum.map((each) => JSON.stringify(each)).join(' | ')}`;
  if (Array.isArray(items)) return html`[${joinedTypes(items, ', ', indent)}]`;
  if (schema.type === 'array') return arrayText((items ?? {}) as JsonSchema, indent);
  if (schema.type === 'object') return objectText(schema, indent);
  return html`${schema.type === undefined ? 'any JSON' : String(schema.type)}`;
}

export const modelId = (name: string): string => `model-${name}`;

function modelLink(ref: string): Html {
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  return html`<a href="#${modelId(name)}">${name}</a>`;
}

function joinedTypes(schemas: readonly JsonSchema[], between: string, indent: string): Html {
  return joined(
    schemas.map((schema) => schemaText(schema, indent)),
    between,
  );
}

function arrayText(items: JsonSchema, indent: string): Html {
  const isOne = !items.anyOf && !items.oneOf && !items.enum;
  const text = schemaText(items, indent);
  return isOne ? html`${text}[]` : html`(${text})[]`;
}

function objectText(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  indent: string,
): Html {
  const inner = indent + INDENT;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?';
    return html`${inner}${name}${mark}: ${schemaText(schema, inner)},${remarks(schema)}\n`;
  });
  if (typeof additionalProperties === 'object') {
    lines.push(html`${inner}[key: string]: ${schemaText(additionalProperties, inner)},\n`);
  }
  return lines.length === 0 ? html`{}` : html`{\n${lines}${indent}}`;
}

function remarks(schema: JsonSchema): Html {
  const own = [schema, ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  const said = own.flatMap((each) =>
    Object.entries(NARROWING).flatMap(([keyword, say]) =>
      keyword in each ? (say(each[keyword]) ?? []) : [],
    ),
  );
  return said.length === 0 ? html`` : html` <span class="note">// ${said.join(', ')}</span>`;
}
