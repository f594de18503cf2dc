import { Ajv } from 'ajv';

export interface CustomSchema {
  readonly apiVersion: string;
  readonly kind: string;
  /** The `openAPIV3Schema` of the definition. */
  readonly schema: Schema;
}

interface Schema {
  readonly [keyword: string]: unknown;
}

/** Says what the schema has against an object. Unknown fields are refused, as `kubectl apply` does. */
export function customValidator({ schema }: CustomSchema): (manifest: unknown) => readonly string[] {
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  const validate = ajv.compile(strict(schema, true));
  return (manifest) => {
    validate(manifest);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
}

/** The schema as JSON Schema: closed objects, and what only Kubernetes' dialect of OpenAPI says. */
function strict(schema: Schema, top = false): Schema {
  const changed = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, inner(key, value)]));
  const { properties, additionalProperties } = changed;
  const open = top || 'x-kubernetes-preserve-unknown-fields' in changed;
  if (properties && additionalProperties === undefined && !open) changed.additionalProperties = false;
  // Flags of Go's regular expressions, which JavaScript does not have.
  if (typeof changed.pattern === 'string' && changed.pattern.includes('(?')) delete changed.pattern;
  if (changed['x-kubernetes-int-or-string'] === true) {
    delete changed.anyOf;
    changed.type = ['integer', 'string'];
  }
  return changed;
}

function inner(keyword: string, value: unknown): unknown {
  if (keyword === 'properties') {
    return Object.fromEntries(
      Object.entries(value as Schema).map(([name, each]) => [name, strict(each as Schema)]),
    );
  }
  if (keyword === 'items' || keyword === 'additionalProperties') {
    return typeof value === 'object' && value !== null ? strict(value as Schema) : value;
  }
  return value;
}
