import type { MessageId, MessageSearch, RoomId } from '@crosstalk/domain';
import type { MemoryWorld } from './memory-world.js';
import { wordsOf } from './words-of.js';

/** Searches the messages themselves; there is no index to wait for. */
export class MemoryMessageSearch implements MessageSearch {
  readonly #world: MemoryWorld;

  constructor(world: MemoryWorld) {
    this.#world = world;
  }

  async search(roomIds: readonly RoomId[], query: string, limit: number): Promise<readonly MessageId[]> {
    const terms = wordsOf(query);
    const last = terms.pop();
    if (last === undefined) return [];
    return roomIds
      .flatMap((roomId) => this.#world.messagesOf(roomId))
      .filter(({ text, deletedAt }) => {
        const words = wordsOf(text);
        return (
          deletedAt === null &&
          terms.every((term) => words.includes(term)) &&
          words.some((word) => word.startsWith(last))
        );
      })
      .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id)
      .slice(0, limit)
      .map((message) => message.id);
  }
}
