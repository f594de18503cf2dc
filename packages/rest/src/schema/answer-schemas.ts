/** @module What the answers look like: the resources of the API. Tests check every answer against these. */
import { ATTACHMENT_STATUSES, ROLES, ROOM_TYPES } from '@crosstalk/domain';
import { z } from 'zod';
import { PROBLEMS, type ProblemCode } from '../http/problem.js';

const id = z.int().positive();
const counter = z.int().nonnegative();
const time = z.iso.datetime();
const role = z.enum(ROLES);

export const userSchema = z.strictObject({
  id,
  first_name: z.string(),
  last_name: z.string().nullable(),
  middle_name: z.string().nullable(),
  photo: z.string().nullable(),
  color: z.string().describe('#rrggbb, stable for the person'),
  role: role.nullable().describe('in the room that the answer is about; null where there is none'),
  online: z.boolean().nullable().describe('null: not looked up, the answer is about too many people'),
  last_seen: time.nullable(),
  email: z.string().nullable().optional().describe('only to oneself'),
  phone: z.string().nullable().optional().describe('only to oneself'),
});

export const fileSchema = z.strictObject({
  id,
  name: z.string(),
  size: counter.describe('bytes'),
  content_type: z.string(),
  status: z.enum(ATTACHMENT_STATUSES),
  url: z.string().nullable().describe('absolute, signed, time-limited; null unless ready'),
  thumbnail_url: z.string().nullable().describe('null unless there is one'),
  preview_url: z.string().nullable().describe('null unless there is one'),
  placeholder: z.string().nullable().describe('something small to show until the picture is there'),
  width: z.int().nullable(),
  height: z.int().nullable(),
  duration: z.number().nullable().describe('seconds'),
  rejection: z.string().nullable().describe('why it was rejected'),
  created_at: time,
});

export const linkPreviewSchema = z.strictObject({
  url: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  image_url: z.string().nullable().describe('http or https, at the page’s own server'),
});

export const messageSchema = z.strictObject({
  id,
  room_id: id,
  seq: id.describe('its place in the room'),
  rev: id.describe('number of its last change in the room'),
  user: userSchema,
  text: z.string(),
  files: z.array(fileSchema),
  reply_to: z.strictObject({ id, seq: id, user_id: id, text: z.string() }).nullable(),
  reactions: z.array(
    z.strictObject({ emoji: z.string(), count: id, user_ids: z.array(id).describe('first 20') }),
  ),
  mentions: z.array(id),
  preview: linkPreviewSchema.nullable().describe('of the first link; null: none, not yet, or switched off'),
  client_id: z.string().nullable(),
  created_at: time,
  edited_at: time.nullable(),
  deleted_at: time.nullable(),
});

export const roomSchema = z.strictObject({
  id,
  type: z.enum(ROOM_TYPES),
  title: z.string().nullable(),
  project_id: id.nullable(),
  owner_id: id.nullable(),
  member_count: counter,
  users: z.array(userSchema).describe('the first 100 by joining'),
  seq: counter.describe('of the newest message'),
  rev: counter.describe('of the newest change'),
  unread: counter,
  read_seq: counter,
  muted: z.boolean(),
  retention_days: id.nullable().describe('messages are kept so long; null: as long as everywhere'),
  last_message: messageSchema.nullable(),
  created_at: time,
  updated_at: time,
});

export const sessionSchema = z.strictObject({
  user: userSchema,
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: counter.describe('seconds that the access token lives'),
});

export const readSchema = z.strictObject({ read_seq: counter, unread: counter });

export const iceServerSchema = z.strictObject({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
});

export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
  fields: z
    .record(z.string(), z.string())
    .optional()
    .describe('path of each wrong field to what is wrong with it'),
  retry_after: id.optional().describe('seconds'),
  room_id: id.optional().describe('the room that is already there'),
});

/** A page of a list. */
export function listOf<I extends z.ZodType, N extends z.ZodType>(item: I, next: N) {
  return z.strictObject({ items: z.array(item), next: next.nullable().describe('null: there is no more') });
}

export const userListSchema = listOf(userSchema, z.string());
export const roomListSchema = listOf(roomSchema, time);
export const messageListSchema = listOf(messageSchema, id);
export const iceServerListSchema = listOf(iceServerSchema, z.string());
