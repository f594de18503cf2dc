import type { Message, MessageId, MessageSearch, RoomId } from '@crosstalk/domain';
import type { mongo } from 'mongoose';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { prefixOf, termsOf } from '../text/terms-of.js';
import type { SearchEntryDoc } from './search-schema.js';

/** Words of one message that are indexed at most: each is an index entry. */
const MAX_TERMS = 1_000;

/** Full-text search by an index of words that the worker keeps: a message is found a moment after it is written. */
export class MongoSearchIndex implements MessageSearch {
  readonly #entries: mongo.Collection<SearchEntryDoc>;

  constructor(entries: mongo.Collection<SearchEntryDoc>) {
    this.#entries = entries;
  }

  async search(roomIds: readonly RoomId[], query: string, limit: number): Promise<readonly MessageId[]> {
    const terms = termsOf(query);
    const last = terms.pop();
    if (last === undefined || roomIds.length === 0) return [];
    const docs = await this.#entries
      .find(
        { room: { $in: [...roomIds] }, terms: { $all: [...terms, prefixOf(last)] } },
        { projection: { _id: 1 }, maxTimeMS: TIME_LIMITS_MS.read },
      )
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit)
      .toArray();
    return docs.map(({ _id }) => _id as MessageId);
  }

  /** Makes each message found by its present text, or by nothing when it is deleted. Idempotent. */
  async apply(messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    // An entry that a failover loses is made again by the next run of the room's job: one server is enough.
    await this.#entries.bulkWrite(messages.map(entryUpdate), { ordered: false, writeConcern: { w: 1 } });
  }
}

function entryUpdate(message: Message): mongo.AnyBulkWriteOperation<SearchEntryDoc> {
  const terms = message.deletedAt === null ? termsOf(message.text).slice(0, MAX_TERMS) : [];
  if (terms.length === 0) return { deleteOne: { filter: { _id: message.id } } };
  const replacement = {
    room: message.roomId,
    seq: message.seq,
    createdAt: new Date(message.createdAt),
    terms,
  };
  return { replaceOne: { filter: { _id: message.id }, replacement, upsert: true } };
}
