/** @module From zod to the JSON Schema of the document. */
import { z } from 'zod';
import type { JsonSchema } from './asyncapi-types.js';

const MODELS = '#/components/schemas/';

type Schemas = Readonly<Record<string, z.ZodType>>;

/** What clients send: a default may be left out, a transformation has not happened yet. */
export function schemaOfInput(schema: z.ZodType): JsonSchema {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => tidy(jsonSchema),
  });
  return bare(json);
}

/** What the server sends, by name; the models are referred to and stand on their own. */
export function schemasOfOutput(
  models: Schemas,
  payloads: Schemas,
): { readonly models: Record<string, JsonSchema>; readonly payloads: Record<string, JsonSchema> } {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(models)) registry.add(schema, { id });
  // A payload may be a model itself, or the same schema as another's: inside an object of its own it becomes a reference or a copy.
  for (const [name, payload] of Object.entries(payloads)) {
    registry.add(z.object({ payload }), { id: `payload:${name}` });
  }
  const { schemas } = z.toJSONSchema(registry, {
    target: 'draft-7',
    unrepresentable: 'any',
    uri: (id) => `${MODELS}${id}`,
    override: ({ jsonSchema }) => tidy(jsonSchema),
  });
  const of = (id: string): JsonSchema => bare(schemas[id] ?? {});
  const payloadOf = (name: string): JsonSchema => of(`payload:${name}`).properties?.payload ?? {};
  return {
    models: Object.fromEntries(Object.keys(models).map((id) => [id, of(id)])),
    payloads: Object.fromEntries(Object.keys(payloads).map((name) => [name, payloadOf(name)])),
  };
}

/** A later version may add fields: no client may rely on there being no others. And no pattern beside the format that it spells out. */
function tidy(schema: {
  additionalProperties?: unknown;
  propertyNames?: unknown;
  format?: unknown;
  pattern?: unknown;
}): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  if (schema.format === 'date-time') delete schema.pattern;
  if (JSON.stringify(schema.propertyNames) === '{"type":"string"}') delete schema.propertyNames;
}

/** Without the keywords that only a whole schema document has. */
function bare(schema: object): JsonSchema {
  const { $schema, $id, ...rest } = schema as Record<string, unknown>;
  return rest;
}
