import type { MessageId, RoomId } from '../ids.js';

export interface MessageSearch {
  /** Ids of messages of these rooms that hold every term (the last one as a prefix), newest first. */
  search(roomIds: readonly RoomId[], query: string, limit: number): Promise<readonly MessageId[]>;
}
