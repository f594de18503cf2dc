import type {
  Appended,
  Carrier,
  Changed,
  Changes,
  EpochMs,
  FileId,
  Message,
  MessageChange,
  MessageDraft,
  MessageId,
  MessageStore,
  PageRequest,
  RoomId,
  UserId,
} from '@crosstalk/domain';
import { TIME_LIMITS_MS } from '../connection/time-limits.js';
import { toChatError } from '../errors/to-chat-error.js';
import { type ChangeRequest, changeMessage } from './change-message.js';
import { carriersOf, roomsCarrying } from './find-carriers.js';
import { byAuthor, type IdPage, naming } from './find-personal.js';
import { GroupCommit } from './group-commit.js';
import { toMessage } from './message-schema.js';
import { PostBatch, type PostBatchOptions } from './post-batch.js';
import { readChanges } from './read-changes.js';
import { readNewest } from './read-newest.js';
import { readPage } from './read-page.js';
import { removeMessages } from './remove-messages.js';

interface MessageStoreOptions extends PostBatchOptions {
  /** So many messages were handed to one group commit. */
  onCommit(messages: number): void;
}

const MAX_BATCH = 1_000;
const MAX_WAITING_PER_ROOM = 10_000;
const MAX_WAITING_PER_MESSAGE = 1_000;
const READ = { maxTimeMS: TIME_LIMITS_MS.read } as const;

interface Post {
  readonly draft: MessageDraft;
  readonly stateRev: number;
}

/** Messages in MongoDB, posts by group commit. */
export class MongoMessageStore implements MessageStore {
  readonly #options: PostBatchOptions;
  readonly #posts: GroupCommit<string, Post, Appended>;
  /** One change of a message at a time: at once they would outrun each other and burn revs. */
  readonly #changes: GroupCommit<MessageId, ChangeRequest, Changed | null>;

  constructor(options: MessageStoreOptions) {
    this.#options = options;
    const batch = new PostBatch(options);
    this.#posts = new GroupCommit({
      maxBatch: MAX_BATCH,
      maxWaiting: MAX_WAITING_PER_ROOM,
      commit: (_key, posts) => {
        const { draft, stateRev } = posts[0] as Post;
        options.onCommit(posts.length);
        return batch.store(
          { roomId: draft.roomId, stateRev },
          posts.map((post) => post.draft),
        );
      },
    });
    this.#changes = new GroupCommit({
      maxBatch: 1,
      maxWaiting: MAX_WAITING_PER_MESSAGE,
      commit: (_id, requests) =>
        Promise.all(requests.map((request) => changeMessage(options, request))).catch((error: unknown) => {
          throw toChatError(error);
        }),
    });
  }

  append(draft: MessageDraft, { stateRev }: { readonly stateRev: number }): Promise<Appended> {
    // Posts that were authorised against different states of the room never share a batch: one guard decides for all of it.
    return this.#posts.submit(`${draft.roomId} ${stateRev}`, { draft, stateRev });
  }

  change(
    { roomId, id }: { readonly roomId: RoomId; readonly id: MessageId },
    change: MessageChange,
    at: EpochMs,
  ): Promise<Changed | null> {
    return this.#changes.submit(id, { roomId, id, change, at });
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

  changesAfter(roomId: RoomId, rev: number, limit: number): Promise<Changes | null> {
    return readChanges(this.#options.collections, { roomId, rev, limit });
  }

  newestOf(
    rooms: readonly { readonly id: RoomId; readonly seq: number }[],
  ): Promise<ReadonlyMap<RoomId, Message>> {
    const written = rooms.filter(({ seq }) => seq > 0).map(({ id }) => id);
    return readNewest(this.#options.collections, written);
  }

  async refs(
    roomId: RoomId,
    range: { readonly fromSeq: number; readonly toSeq: number; readonly limit: number },
  ): Promise<readonly { readonly id: MessageId; readonly seq: number; readonly authorId: UserId }[]> {
    const docs = await this.#options.collections.messages
      .find(
        { room: roomId, seq: { $gt: range.fromSeq, $lte: range.toSeq } },
        { ...READ, projection: { _id: 1, seq: 1, author: 1 } },
      )
      .sort({ seq: 1 })
      .limit(range.limit)
      .toArray();
    return docs.map(({ _id, seq, author }) => ({ id: _id as MessageId, seq, authorId: author as UserId }));
  }

  roomsCarrying(fileId: FileId): Promise<readonly { readonly roomId: RoomId; readonly seq: number }[]> {
    return roomsCarrying(this.#options.collections.messages, fileId);
  }

  carriersOf(
    fileId: FileId,
    page: { readonly after?: MessageId | undefined; readonly limit: number },
  ): Promise<readonly Carrier[]> {
    return carriersOf(this.#options.collections.messages, fileId, page);
  }

  byAuthor(authorId: UserId, page: IdPage): Promise<readonly Message[]> {
    return byAuthor(this.#options.collections.messages, authorId, page);
  }

  naming(userId: UserId, page: IdPage): Promise<readonly Message[]> {
    return naming(this.#options.collections.messages, userId, page);
  }

  remove(roomId: RoomId, ids: readonly MessageId[]): Promise<void> {
    return removeMessages(this.#options.collections, roomId, ids);
  }

  /** Resolves when no write is in flight. */
  async idle(): Promise<void> {
    await Promise.all([this.#posts.idle(), this.#changes.idle()]);
  }
}
