import type { RoomId, UserId } from '../ids.js';

/**
 * The audience of an event: everyone in a room, every connection of a user, or everyone who watches a user's presence. One channel
 * per publish: an emit to two would wake every node of the cluster.
 */
export type Channel = `room:${number}` | `user:${number}` | `presence:${number}`;

export const roomChannel = (id: RoomId): Channel => `room:${id}`;
export const userChannel = (id: UserId): Channel => `user:${id}`;
export const presenceChannel = (id: UserId): Channel => `presence:${id}`;
