/** @module Schemas of what only this wire has. */
import { counterSchema, roomIdSchema, wellFormed } from '@crosstalk/dialect-kit';
import { isId, LIMITS, type RoomId } from '@crosstalk/domain';
import { z } from 'zod';
import { isBoundedJson } from './bounded-json.js';

export const channelRef = z.object({ channelId: roomIdSchema });

export const flagSchema = z.boolean('must be true or false');

const SIGNAL_LIMIT = { bytes: 64 * 1024, depth: 16 };

/** What browsers tell each other about a call: passed on unread, so only its size and depth are checked. */
export const signalSchema = z
  .unknown()
  .refine((value) => isBoundedJson(value, SIGNAL_LIMIT), 'must be at most 64 KiB of JSON, 16 levels deep')
  .optional();

/** Channel ids as object keys are decimal strings. */
export const revsSchema = z
  .record(
    z.string().refine((key) => /^[1-9]\d{0,15}$/.test(key) && isId(Number(key))),
    counterSchema,
    'must be an object of channel id to rev',
  )
  .refine(
    (revs) => Object.keys(revs).length <= LIMITS.syncRooms,
    `must name at most ${LIMITS.syncRooms} channels`,
  );

export function revsOf(revs: Readonly<Record<string, number>>): ReadonlyMap<RoomId, number> {
  return new Map(Object.entries(revs).map(([id, rev]) => [Number(id) as RoomId, rev]));
}

export const timeSchema = z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time' });

export const querySchema = wellFormed
  .min(1, 'must not be empty')
  .max(LIMITS.searchQueryLength, `must be at most ${LIMITS.searchQueryLength} characters`);
