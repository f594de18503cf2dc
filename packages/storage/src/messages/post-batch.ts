import { type Appended, ChatError, type MessageDraft, type MessageId, type RoomId } from '@crosstalk/domain';
import { LruCache } from '../cache/lru-cache.js';
import type { Collections } from '../collections.js';
import { documentFaults } from '../errors/document-faults.js';
import { isDuplicateOf } from '../errors/duplicate-key.js';
import { toChatError } from '../errors/to-chat-error.js';
import type { IdLease } from '../ids/id-lease.js';
import { type Allotted, allotNumbers } from './allot-numbers.js';
import { findPosted } from './find-posted.js';
import { type MessageDoc, ONCE_PER_CLIENT_ID, toMessage } from './message-schema.js';
import { newMessageDoc } from './new-message-doc.js';

type Outcome = Appended | ChatError;

/** Retries reach the node of the first try within seconds, if at all: this many recent posts are plenty. */
const REMEMBERED_POSTS = 20_000;

export interface PostBatchOptions {
  readonly collections: Pick<Collections, 'rooms' | 'messages' | 'searchEntries'>;
  readonly ids: IdLease;
  /** Numbers that were allotted and will never be stored, told at once so that readers need not wait for them. */
  onVoided(roomId: RoomId, revs: readonly number[]): void;
}

/** What identifies a retry; null when the sender did not ask for it. */
function retryKey(draft: MessageDraft): string | null {
  return draft.clientId === null ? null : `${draft.roomId} ${draft.authorId} ${draft.clientId}`;
}

/** Stores batches of drafts of one room: two commands for any number of messages. */
export class PostBatch {
  readonly #options: PostBatchOptions;
  readonly #posted = new LruCache<string, MessageId>(REMEMBERED_POSTS);

  constructor(options: PostBatchOptions) {
    this.#options = options;
  }

  /** Outcomes in the order of the drafts. @throws ChatError `unavailable`; what was stored nevertheless is found by a retry */
  async store(
    room: Pick<Allotted, 'roomId' | 'stateRev'>,
    given: readonly MessageDraft[],
  ): Promise<readonly Outcome[]> {
    // Each send is one of its own, also when a caller hands over the same object twice: outcomes are kept by identity.
    const drafts = given.map((draft) => ({ ...draft }));
    try {
      const remembered = await this.#remembered(drafts);
      // Of drafts with one key the first is stored, or is a retry itself; the others are retries of it.
      const firsts = new Map<string | MessageDraft, MessageDraft>();
      for (const draft of drafts) {
        const key = retryKey(draft) ?? draft;
        if (!remembered.has(draft) && !firsts.has(key)) firsts.set(key, draft);
      }
      const outcomes = await this.#storeNew(room, [...firsts.values()]);
      return drafts.map((draft) => {
        const known = remembered.get(draft) ?? outcomes.get(draft);
        if (known) return known;
        const first = outcomes.get(firsts.get(retryKey(draft) ?? draft) ?? draft);
        return asRetry(first);
      });
    } catch (error) {
      throw toChatError(error);
    }
  }

  /** Retries of what this node posted lately: answered without burning a number. */
  async #remembered(drafts: readonly MessageDraft[]): Promise<ReadonlyMap<MessageDraft, Appended>> {
    const ids = new Map<MessageDraft, MessageId>();
    for (const draft of drafts) {
      const key = retryKey(draft);
      const id = key === null ? undefined : this.#posted.get(key);
      if (id !== undefined) ids.set(draft, id);
    }
    if (ids.size === 0) return new Map();
    const docs = await this.#options.collections.messages.find({ _id: { $in: [...ids.values()] } }).toArray();
    const byId = new Map(docs.map((doc) => [doc._id, toMessage(doc)]));
    const found = new Map<MessageDraft, Appended>();
    for (const [draft, id] of ids) {
      const message = byId.get(id);
      if (message) found.set(draft, { outcome: 'duplicate', message });
    }
    return found;
  }

  async #storeNew(
    room: Pick<Allotted, 'roomId' | 'stateRev'>,
    drafts: readonly MessageDraft[],
  ): Promise<ReadonlyMap<MessageDraft, Outcome>> {
    if (drafts.length === 0) return new Map();
    // Leased before numbers are allotted: a lease that fails burns none.
    const ids = await this.#options.ids.take(drafts.length);
    const allotted = await allotNumbers(this.#options.collections.rooms, room, drafts.length);
    if (!allotted) return new Map(drafts.map((draft) => [draft, { outcome: 'stale' }]));
    const docs = drafts.map((draft, index) =>
      newMessageDoc(draft, { id: ids[index] as number, index, allotted }),
    );
    const faults = await this.#insert(docs);
    const burnt = [...faults.keys()].map((index) => (docs[index] as MessageDoc).rev);
    if (burnt.length > 0) this.#options.onVoided(room.roomId, burnt);
    const answers = drafts.map(async (draft, index): Promise<readonly [MessageDraft, Outcome]> => {
      const fault = faults.get(index);
      return [
        draft,
        fault ? await this.#refused(draft, fault) : this.#stored(draft, docs[index] as MessageDoc),
      ];
    });
    return new Map(await Promise.all(answers));
  }

  async #insert(
    docs: readonly MessageDoc[],
  ): Promise<ReadonlyMap<number, { code: number; errmsg?: string | undefined }>> {
    try {
      await this.#options.collections.messages.insertMany(docs, { ordered: false });
      return new Map();
    } catch (error) {
      return new Map(documentFaults(error, docs.length).map((fault) => [fault.index, fault]));
    }
  }

  #stored(draft: MessageDraft, doc: MessageDoc): Appended {
    const key = retryKey(draft);
    if (key !== null) this.#posted.set(key, doc._id as MessageId);
    return { outcome: 'stored', message: toMessage(doc) };
  }

  async #refused(
    draft: MessageDraft,
    fault: { code: number; errmsg?: string | undefined },
  ): Promise<Outcome> {
    if (!isDuplicateOf(ONCE_PER_CLIENT_ID, fault)) {
      // A number or an id given twice: never expected, never hidden.
      return new ChatError('internal', 'The server made a mistake.', { cause: new Error(fault.errmsg) });
    }
    try {
      const message = await findPosted(this.#options.collections.messages, draft);
      // Gone between the two: the room was deleted, and the next try is told so.
      return message ? { outcome: 'duplicate', message } : { outcome: 'stale' };
    } catch (error) {
      // The answer to this one alone: the others of the batch are stored.
      return toChatError(error);
    }
  }
}

function asRetry(first: Outcome | undefined): Outcome {
  if (!first) return new ChatError('internal', 'The server made a mistake.');
  if (first instanceof ChatError || first.outcome !== 'stored') return first;
  return { outcome: 'duplicate', message: first.message };
}
