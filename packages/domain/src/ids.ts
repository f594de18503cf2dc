/** @module Identifiers: JSON integers below 2^53, unique across the cluster, branded so that they cannot be mixed up. */
declare const brand: unique symbol;

export type Id<Kind extends string> = number & { readonly [brand]: Kind };
export type UserId = Id<'user'>;
export type RoomId = Id<'room'>;
export type MemberId = Id<'member'>;
export type MessageId = Id<'message'>;
export type FileId = Id<'file'>;

/** Names a system of users: people, rooms and files of one tenant never meet those of another. */
export type TenantId = string & { readonly [brand]: 'tenant' };

/** One socket of one user in one dialect; unique across the cluster, new on every connect. */
export type ConnectionId = string & { readonly [brand]: 'connection' };

/** Milliseconds since the Unix epoch, UTC. */
export type EpochMs = number;

export const DEFAULT_TENANT = 'default' as TenantId;

/** Whether the value may be an id: a positive integer that JSON carries exactly (RFC 8259, section 6). */
export function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
