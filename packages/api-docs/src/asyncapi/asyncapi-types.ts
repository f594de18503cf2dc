/** @module The parts of an AsyncAPI 3.0.0 document that are written and read here. */

export interface Reference {
  readonly $ref: string;
}

/** JSON Schema, draft 7: what AsyncAPI takes without being told another format. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly default?: unknown;
  readonly [keyword: string]: unknown;
}

export interface Message {
  readonly name: string;
  readonly summary: string;
  readonly payload: JsonSchema;
  readonly tags?: readonly { readonly name: string }[];
  /** Arguments of the acknowledgement callback (Socket.IO). */
  readonly 'x-ack'?: { readonly args: JsonSchema };
  /** Events of the domain that it tells. */
  readonly 'x-tells'?: readonly string[];
}

export interface Operation {
  /** As the server sees it: it receives requests and sends the rest. */
  readonly action: 'receive' | 'send';
  readonly summary: string;
  readonly channel: Reference;
  readonly messages: readonly Reference[];
  readonly reply?: { readonly channel: Reference; readonly messages: readonly Reference[] };
}

export interface Channel {
  readonly address: string;
  readonly title: string;
  readonly description?: string;
  readonly messages: Readonly<Record<string, Reference>>;
  readonly bindings: object;
}

export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0';
  readonly id: string;
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description: string;
    readonly license: object;
    readonly tags: readonly { readonly name: string; readonly description: string }[];
  };
  readonly defaultContentType: string;
  readonly servers: Readonly<Record<string, object>>;
  readonly channels: Readonly<Record<string, Channel>>;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}
