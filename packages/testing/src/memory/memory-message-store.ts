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
import { applyMessageChange } from './apply-message-change.js';
import type { MemoryWorld, StoredMessage } from './memory-world.js';

interface Page {
  readonly after?: MessageId | undefined;
  readonly limit: number;
}

const PAST_REVS_KEPT = 32;

/** The message log in memory, with the numbering, deduplication and guard of the real one. */
export class MemoryMessageStore implements MessageStore {
  readonly #world: MemoryWorld;

  constructor(world: MemoryWorld) {
    this.#world = world;
  }

  async append(draft: MessageDraft, guard: { readonly stateRev: number }): Promise<Appended> {
    const room = this.#world.rooms.get(draft.roomId);
    if (room === undefined) return { outcome: 'stale' };
    const original = this.#postedAs(draft);
    if (original !== undefined) return { outcome: 'duplicate', message: toMessage(original) };
    if (room.stateRev !== guard.stateRev) return { outcome: 'stale' };
    const { seq, rev } = this.#allot(draft.roomId, { seq: 1, rev: 1 });
    const stored: StoredMessage = {
      ...draft,
      id: this.#world.nextId() as MessageId,
      seq,
      rev,
      reactions: [],
      editedAt: null,
      deletedAt: null,
      changedAt: draft.createdAt,
      pastRevs: [],
    };
    this.#world.messages.set(draft.roomId, [...this.#world.messagesOf(draft.roomId), stored]);
    return { outcome: 'stored', message: toMessage(stored) };
  }

  /** Allots numbers that no message will ever carry, as a writer does that dies between the two writes. */
  burn(roomId: RoomId, numbers: { readonly seq: number; readonly rev: number }): void {
    this.#allot(roomId, numbers);
  }

  async change(
    target: { readonly roomId: RoomId; readonly id: MessageId },
    change: MessageChange,
    at: EpochMs,
  ): Promise<Changed | null> {
    const messages = this.#world.messages.get(target.roomId) ?? [];
    const index = messages.findIndex((message) => message.id === target.id);
    const message = messages[index];
    const room = this.#world.rooms.get(target.roomId);
    if (room === undefined || message === undefined || message.deletedAt !== null) return null;
    const { rev } = this.#allot(target.roomId, { seq: 0, rev: 1 });
    const changed: StoredMessage = {
      ...message,
      ...applyMessageChange(message, change, at),
      rev,
      changedAt: at,
      pastRevs: [...message.pastRevs, message.rev].slice(-PAST_REVS_KEPT),
    };
    messages[index] = changed;
    return { message: toMessage(changed), stateRev: room.stateRev, voided: [] };
  }

  async find(id: MessageId): Promise<Message | null> {
    return (await this.findMany([id]))[0] ?? null;
  }

  async findMany(ids: readonly MessageId[]): Promise<readonly Message[]> {
    const wanted = new Set(ids);
    return [...this.#world.messages.values()]
      .flat()
      .filter((message) => wanted.has(message.id))
      .map(toMessage);
  }

  async page(roomId: RoomId, request: PageRequest): Promise<readonly Message[]> {
    const { before, after, around, limit, clearedSeq } = request;
    const visible = this.#world.messagesOf(roomId).filter((message) => message.seq > clearedSeq);
    if (around !== undefined) {
      const from = visible.findIndex((message) => message.seq >= around);
      const middle = from === -1 ? visible.length : from;
      const start = Math.max(0, middle - Math.floor(limit / 2));
      return visible.slice(start, middle + Math.ceil(limit / 2)).map(toMessage);
    }
    if (after !== undefined) {
      return visible
        .filter((message) => message.seq > after)
        .slice(0, limit)
        .map(toMessage);
    }
    return visible
      .filter((message) => before === undefined || message.seq < before)
      .slice(-limit)
      .map(toMessage);
  }

  async changesAfter(roomId: RoomId, rev: number, limit: number): Promise<Changes | null> {
    const room = this.#world.rooms.get(roomId);
    if (room === undefined) return null;
    const all = this.#world
      .messagesOf(roomId)
      .filter((message) => message.rev > rev)
      .sort((a, b) => a.rev - b.rev);
    const page = all.slice(0, limit);
    const revs = page.flatMap((message) => [message.rev, ...message.pastRevs]);
    return {
      messages: page.map(toMessage),
      knownRevs: revs.filter((known) => known > rev).sort((a, b) => a - b),
      changedAt: page.map((message) => message.changedAt),
      head: { seq: room.seq, rev: room.rev, stateRev: room.stateRev },
      more: all.length > page.length,
    };
  }

  async newestOf(rooms: readonly { readonly id: RoomId }[]): Promise<ReadonlyMap<RoomId, Message>> {
    const newest = new Map<RoomId, Message>();
    for (const { id } of rooms) {
      const message = this.#world.messagesOf(id).at(-1);
      if (message !== undefined) newest.set(id, toMessage(message));
    }
    return newest;
  }

  async refs(
    roomId: RoomId,
    range: { readonly fromSeq: number; readonly toSeq: number; readonly limit: number },
  ): Promise<readonly { readonly id: MessageId; readonly seq: number; readonly authorId: UserId }[]> {
    return this.#world
      .messagesOf(roomId)
      .filter(({ seq }) => seq > range.fromSeq && seq <= range.toSeq)
      .slice(0, range.limit)
      .map(({ id, seq, authorId }) => ({ id, seq, authorId }));
  }

  async roomsCarrying(fileId: FileId): Promise<readonly { readonly roomId: RoomId; readonly seq: number }[]> {
    return [...this.#world.messages].flatMap(([roomId, messages]) => {
      const newest = messages.findLast(({ fileIds }) => fileIds.includes(fileId));
      return newest === undefined ? [] : [{ roomId, seq: newest.seq }];
    });
  }

  async carriersOf(
    fileId: FileId,
    { after = 0 as MessageId, limit }: { readonly after?: MessageId | undefined; readonly limit: number },
  ): Promise<readonly Carrier[]> {
    return [...this.#world.messages.values()]
      .flat()
      .filter(({ id, fileIds }) => id > after && fileIds.includes(fileId))
      .sort((a, b) => a.id - b.id)
      .slice(0, limit)
      .map(({ id, roomId }) => ({ id, roomId }));
  }

  async byAuthor(authorId: UserId, page: Page): Promise<readonly Message[]> {
    return this.#byId(page, (message) => message.authorId === authorId);
  }

  async naming(userId: UserId, page: Page): Promise<readonly Message[]> {
    return this.#byId(
      page,
      ({ mentions, reactions }) =>
        mentions.includes(userId) || reactions.some(({ userIds }) => userIds.includes(userId)),
    );
  }

  async remove(roomId: RoomId, ids: readonly MessageId[]): Promise<void> {
    const left = this.#world.messagesOf(roomId).filter(({ id }) => !ids.includes(id));
    this.#world.messages.set(roomId, left);
  }

  #byId({ after = 0 as MessageId, limit }: Page, wanted: (message: Message) => boolean): readonly Message[] {
    return [...this.#world.messages.values()]
      .flat()
      .filter((message) => message.id > after && wanted(message))
      .sort((a, b) => a.id - b.id)
      .slice(0, limit)
      .map(toMessage);
  }

  #postedAs({ roomId, authorId, clientId }: MessageDraft): StoredMessage | undefined {
    if (clientId === null) return undefined;
    return this.#world
      .messagesOf(roomId)
      .find((message) => message.authorId === authorId && message.clientId === clientId);
  }

  #allot(roomId: RoomId, by: { readonly seq: number; readonly rev: number }): { seq: number; rev: number } {
    const room = this.#world.rooms.get(roomId);
    const seq = (room?.seq ?? 0) + by.seq;
    const rev = (room?.rev ?? 0) + by.rev;
    this.#world.patchRoom(roomId, { seq, rev, updatedAt: this.#world.clock.now() });
    return { seq, rev };
  }
}

function toMessage({ changedAt: _changedAt, pastRevs: _pastRevs, ...message }: StoredMessage): Message {
  return message;
}
