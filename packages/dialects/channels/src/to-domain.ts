/** @module Schemas of what only this wire has. */
import { counterSchema, roomIdSchema, wellFormed } from '@crosstalk/dialect-kit';
import { isId, LIMITS, type RoomId } from '@crosstalk/domain';
import { z } from 'zod';

export const channelRef = z.object({ channelId: roomIdSchema });

export const flagSchema = z.boolean('must be true or false');

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

export const querySchema = wellFormed
  .min(1, 'must not be empty')
  .max(LIMITS.searchQueryLength, `must be at most ${LIMITS.searchQueryLength} characters`);
