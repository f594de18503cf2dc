/** @module Schemas of what every wire has: ids, text, cursors. Their messages end up in front of the caller. */
import { type FileId, isId, LIMITS, type MessageId, type RoomId, type UserId } from '@crosstalk/domain';
import { z } from 'zod';

/** Strings that are not well-formed UTF-16 cannot be stored: BSON would silently replace the lone surrogate. */
export const wellFormed = z
  .string('must be a string')
  .refine((text) => text.isWellFormed(), 'must be well-formed Unicode');

/** An id as JSON carries it exactly: a positive integer up to 2^53 − 1 (RFC 8259, section 6). */
export function idSchema<T extends number = number>() {
  return z
    .custom<T>(isId, 'must be a positive integer below 2^53')
    .meta({ type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
}

export const userIdSchema = idSchema<UserId>();
export const roomIdSchema = idSchema<RoomId>();
export const messageIdSchema = idSchema<MessageId>();
export const fileIdSchema = idSchema<FileId>();

/** A seq or rev: a whole number from 0. */
export const counterSchema = z
  .number('must be a number')
  .int('must be a whole number')
  .min(0, 'must not be negative');

export const timeSchema = z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time' });

export function limitSchema(max: number, fallback: number) {
  return z
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(max, `must be at most ${max}`)
    .default(fallback);
}

export const usersSchema = z
  .array(userIdSchema, 'must be a list of user ids')
  .max(LIMITS.usersPerRequest, `must name at most ${LIMITS.usersPerRequest} users`);

export const textSchema = wellFormed.max(
  LIMITS.textLength,
  `must be at most ${LIMITS.textLength} characters`,
);
export const titleSchema = wellFormed
  .max(LIMITS.titleLength, `must be at most ${LIMITS.titleLength} characters`)
  .nullable();
export const clientIdSchema = wellFormed
  .min(1, 'must not be empty')
  .max(LIMITS.clientIdLength, `must be at most ${LIMITS.clientIdLength} characters`);
export const tokenSchema = z.string('must be a string').min(1, 'must not be empty').max(8_192, 'is too long');

/** A time as the server tells it: ISO 8601 in UTC with milliseconds. */
export const toldTime = z.iso.datetime({ precision: 3 });
/** Path of each wrong field → what is wrong with it. */
export const toldFields = z.record(z.string(), z.string());
export const toldColor = z.string().regex(/^#[0-9a-f]{6}$/);
/** A JSON value that is passed on unread. */
export const toldSignal = z.unknown().optional();
