import type { Appended, Message, MessageDraft, MessageId, PageRequest, RoomId } from '@crosstalk/domain';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { GroupCommit } from './group-commit.js';
import { toMessage } from './message-schema.js';
import { PostBatch, type PostBatchOptions } from './post-batch.js';
import { readPage } from './read-page.js';

const MAX_BATCH = 1_000;
const MAX_WAITING_PER_ROOM = 10_000;
const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

interface Post {
  readonly draft: MessageDraft;
  readonly stateRev: number;
}

/** Messages in MongoDB, posts by group commit. */
export class MongoMessageStore {
  readonly #options: PostBatchOptions;
  readonly #posts: GroupCommit<string, Post, Appended>;

  constructor(options: PostBatchOptions) {
    this.#options = options;
    const batch = new PostBatch(options);
    this.#posts = new GroupCommit({
      maxBatch: MAX_BATCH,
      maxWaiting: MAX_WAITING_PER_ROOM,
      commit: (_key, posts) => {
        const { draft, stateRev } = posts[0] as Post;
        return batch.store(
          { roomId: draft.roomId, stateRev },
          posts.map((post) => post.draft),
        );
      },
    });
  }

  append(draft: MessageDraft, { stateRev }: { readonly stateRev: number }): Promise<Appended> {
    // Posts that were authorised against different states of the room never share a batch: one guard decides for all of it.
    return this.#posts.submit(`${draft.roomId} ${stateRev}`, { draft, stateRev });
  }

  async find(id: MessageId): Promise<Message | null> {
    const doc = await this.#options.collections.messages.findOne({ _id: id }, READ);
    return doc && toMessage(doc);
  }

  async findMany(ids: readonly MessageId[]): Promise<readonly Message[]> {
    if (ids.length === 0) return [];
    const docs = await this.#options.collections.messages.find({ _id: { $in: [...ids] } }, READ).toArray();
    return docs.map(toMessage);
  }

  page(roomId: RoomId, request: PageRequest): Promise<readonly Message[]> {
    return readPage(this.#options.collections.messages, roomId, request);
  }

  /** Resolves when no post is in flight. */
  idle(): Promise<void> {
    return this.#posts.idle();
  }
}
