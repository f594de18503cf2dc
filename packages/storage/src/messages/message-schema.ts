import type { Message, MessageId, RoomId, UserId } from '@crosstalk/domain';
import { Schema } from 'mongoose';

export interface ReactionDoc {
  readonly emoji: string;
  readonly users: readonly number[];
}

export interface MessageDoc {
  readonly _id: number;
  readonly room: number;
  readonly seq: number;
  readonly rev: number;
  readonly author: number;
  readonly text: string;
  readonly attachments: readonly number[];
  readonly replyTo: number | null;
  readonly mentions: readonly number[];
  readonly reactions: readonly ReactionDoc[];
  /** Absent, not null, when the sender gave none: the unique index holds only those that are there. */
  readonly clientId?: string;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  /** When `rev` was allotted. */
  readonly changedAt: Date;
  /** Revs that later changes of this message replaced, oldest first: they are no holes for who reads the room by rev. */
  readonly pastRevs: readonly number[];
}

/** How many replaced revs a message remembers; who is further behind takes the rest for voids, which is as good. */
export const PAST_REVS = 32;

/** The index whose violation is a retried send. */
export const ONCE_PER_CLIENT_ID = 'once_per_client_id';

/** The condition of the index of files; a query has to repeat it. */
export const CARRIES_FILES = { 'attachments.0': { $exists: true } };

/** The conditions of the indexes of reactions and mentions; a query has to repeat them. */
export const HAS_REACTIONS = { 'reactions.0': { $exists: true } };
export const HAS_MENTIONS = { 'mentions.0': { $exists: true } };

export const messageSchema = new Schema<MessageDoc>(
  {
    _id: { type: Number, required: true },
    room: { type: Number, required: true },
    seq: { type: Number, required: true },
    rev: { type: Number, required: true },
    author: { type: Number, required: true },
    text: String,
    attachments: [Number],
    replyTo: Number,
    mentions: [Number],
    reactions: [{ _id: false, emoji: String, users: [Number] }],
    clientId: String,
    createdAt: Date,
    editedAt: Date,
    deletedAt: Date,
    changedAt: Date,
    pastRevs: [Number],
  },
  { versionKey: false },
);
messageSchema.index({ room: 1, seq: 1 }, { unique: true });
messageSchema.index({ room: 1, rev: 1 }, { unique: true });
messageSchema.index(
  { room: 1, author: 1, clientId: 1 },
  { name: ONCE_PER_CLIENT_ID, unique: true, partialFilterExpression: { clientId: { $exists: true } } },
);
// Few messages carry files: the others are not in it.
messageSchema.index({ attachments: 1, _id: 1 }, { partialFilterExpression: CARRIES_FILES });
// To erase or export a person. The first costs each send an index entry; few messages are in the other two.
messageSchema.index({ author: 1, _id: 1 });
messageSchema.index({ 'reactions.users': 1, _id: 1 }, { partialFilterExpression: HAS_REACTIONS });
messageSchema.index({ mentions: 1, _id: 1 }, { partialFilterExpression: HAS_MENTIONS });

export function toMessage(doc: MessageDoc): Message {
  return {
    id: doc._id as MessageId,
    roomId: doc.room as RoomId,
    seq: doc.seq,
    rev: doc.rev,
    authorId: doc.author as UserId,
    text: doc.text,
    fileIds: doc.attachments as Message['fileIds'],
    replyToId: doc.replyTo as MessageId | null,
    mentions: doc.mentions as readonly UserId[],
    reactions: doc.reactions.map(({ emoji, users }) => ({ emoji, userIds: users as readonly UserId[] })),
    clientId: doc.clientId ?? null,
    createdAt: doc.createdAt.getTime(),
    editedAt: doc.editedAt?.getTime() ?? null,
    deletedAt: doc.deletedAt?.getTime() ?? null,
  };
}
