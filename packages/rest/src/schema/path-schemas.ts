/** @module What stands in paths and queries: text that must be a number of ours. */
import { type FileId, isId, type RoomId, type UserId } from '@crosstalk/domain';
import { z } from 'zod';

const ID = 'must be a positive integer below 2^53';
const DIGITS = /^[1-9]\d{0,15}$/;
const MAX = Number.MAX_SAFE_INTEGER;

/** What the OpenAPI document says of a number in a path or query: there, a number is its digits. */
const shownAs = (number: object) => ({ type: 'integer', pattern: undefined, ...number });

/** An id in decimal digits. */
export function idText<T extends number = number>(): z.ZodType<T, string> {
  return z
    .string(ID)
    .regex(DIGITS, ID)
    .meta(shownAs({ minimum: 1, maximum: MAX }))
    .transform(Number)
    .refine(isId, ID)
    .transform((id) => id as T);
}

export const roomPath = z.object({ id: idText<RoomId>() });
export const memberPath = z.object({ id: idText<RoomId>(), userId: idText<UserId>() });
export const userPath = z.object({ id: idText<UserId>() });
export const filePath = z.object({ id: idText<FileId>() });
export const projectPath = z.object({ projectId: idText() });

/** A seq in decimal digits: a whole number from 0. */
export const seqText: z.ZodType<number, string> = z
  .string('must be a whole number')
  .regex(/^\d{1,16}$/, 'must be a whole number')
  .meta(shownAs({ minimum: 0, maximum: MAX }))
  .transform(Number)
  .refine(Number.isSafeInteger, 'must be below 2^53');

/** How many items a page may have; a wish for more than `max` gets `max`. */
export function limitText(max: number, fallback: number): z.ZodType<number, string | undefined> {
  return z
    .string('must be a whole number')
    .regex(/^0*[1-9]\d{0,8}$/, 'must be a whole number from 1')
    .meta(shownAs({ minimum: 1, default: fallback, description: `at most ${max} are given` }))
    .transform((digits) => Math.min(Number(digits), max))
    .default(fallback);
}

/** A time as answers carry it (ISO 8601, UTC), in epoch milliseconds. */
export const timeText: z.ZodType<number, string> = z.iso
  .datetime('must be a time like 2026-01-31T12:00:00.000Z')
  .transform((text) => Date.parse(text));
