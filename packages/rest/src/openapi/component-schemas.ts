/** @module The named schemas of the OpenAPI document, converted so that they refer to each other. */
import { z } from 'zod';
import * as answers from '../schema/answer-schemas.js';
import * as notifications from '../schema/notification-schemas.js';
import * as personal from '../schema/personal-data-schemas.js';

const NAMED = {
  User: answers.userSchema,
  File: answers.fileSchema,
  Message: answers.messageSchema,
  Room: answers.roomSchema,
  Session: answers.sessionSchema,
  ReadState: answers.readSchema,
  IceServer: answers.iceServerSchema,
  Problem: answers.problemSchema,
  UserList: answers.userListSchema,
  RoomList: answers.roomListSchema,
  MessageList: answers.messageListSchema,
  IceServerList: answers.iceServerListSchema,
  LinkPreview: answers.linkPreviewSchema,
  PushKey: notifications.pushKeySchema,
  NotificationSettings: notifications.notificationSettingsSchema,
  Webhook: notifications.webhookSchema,
  NewWebhook: notifications.newWebhookSchema,
  Erasure: personal.erasureSchema,
  WebhookList: notifications.webhookListSchema,
} as const;

export const refTo = (name: string): string => `#/components/schemas/${name}`;

/** Name of a schema that has one. */
export function nameOf(schema: z.ZodType): string | null {
  return Object.entries(NAMED).find(([, named]) => named === schema)?.[0] ?? null;
}

/** All named schemas as JSON Schema 2020-12. */
export function componentSchemas(): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    uri: refTo,
    override: ({ jsonSchema }) => leaveOpen(jsonSchema),
  });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema)]));
}

/** The JSON Schema of what a client sends. */
export function inputSchema(schema: z.ZodType): Record<string, unknown> {
  return bare(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

/** A later version may add fields to an answer: clients must not be told that there are no others. */
function leaveOpen(schema: { additionalProperties?: unknown }): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
}

/** Without the keywords that only a whole schema document has. */
function bare(schema: object): Record<string, unknown> {
  const { $schema, $id, ...rest } = schema as Record<string, unknown>;
  return rest;
}
