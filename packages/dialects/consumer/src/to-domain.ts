/** @module Schemas of what only this wire has: how it names chats, and messages inside of one. */
import { clientIdSchema, idSchema, messageIdSchema, roomIdSchema, textSchema } from '@crosstalk/dialect-kit';
import { isId, type UserId } from '@crosstalk/domain';
import { z } from 'zod';

export const CHAT_TYPES = ['direct', 'project', 'group'] as const;

const PAIR = /^([1-9]\d{0,15})_([1-9]\d{0,15})$/;

/** The ids of two people, the smaller first. */
const pairSchema = z
  .string('must be a string of two user ids, "<smaller>_<larger>"')
  .transform((text, context): readonly [UserId, UserId] => {
    const [, first, second] = (PAIR.exec(text) ?? []).map(Number);
    const problem = problemOf(first, second);
    if (problem === null) return [first as UserId, second as UserId];
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  });

function problemOf(first: number | undefined, second: number | undefined): string | null {
  if (!isId(first) || !isId(second)) return 'must be two user ids, "<smaller>_<larger>"';
  if (first === second) return 'must name two different people';
  return first < second ? null : 'must name the smaller user id first';
}

/** A request about one chat. */
function inChat<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.discriminatedUnion(
    'chat_type',
    [
      z.object({ chat_type: z.literal('direct'), chat_id: pairSchema, ...shape }),
      z.object({ chat_type: z.literal('project'), chat_id: idSchema(), ...shape }),
      z.object({ chat_type: z.literal('group'), chat_id: roomIdSchema, ...shape }),
    ],
    'must be "direct", "project" or "group"',
  );
}

export const chatSchema = inChat({});
export const messageRefSchema = inChat({ message_id: messageIdSchema });

/** Everything that can be wrong with a message by itself is found here, before a room is made for it. */
export const newMessageSchema = inChat({
  message: textSchema.refine((text) => text.trim() !== '', 'must not be blank'),
  reply_to: messageIdSchema.nullish(),
  client_id: clientIdSchema
    .refine((id) => !/\p{Cc}/u.test(id), 'must not contain control characters')
    .nullish(),
});

/** How a request names its chat. */
export type NamedChat = z.output<typeof chatSchema>;
