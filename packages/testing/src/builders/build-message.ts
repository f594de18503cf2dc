import type { Message, MessageId, RoomId, UserId } from '@crosstalk/domain';

/** The first message of room 10, by user 1, unless told otherwise. */
export function buildMessage(fields: Partial<Message> = {}): Message {
  const seq = fields.seq ?? 1;
  return {
    id: (1_000 + seq) as MessageId,
    roomId: 10 as RoomId,
    seq,
    rev: seq,
    authorId: 1 as UserId,
    text: 'hello',
    fileIds: [],
    replyToId: null,
    mentions: [],
    reactions: [],
    clientId: null,
    createdAt: Date.UTC(2026, 0, 1),
    editedAt: null,
    deletedAt: null,
    ...fields,
  };
}
