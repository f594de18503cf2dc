import type { MessageDraft } from '@crosstalk/domain';
import type { Allotted } from './allot-numbers.js';
import type { MessageDoc } from './message-schema.js';

export interface Numbering {
  readonly id: number;
  /** Place in the batch, from 0. */
  readonly index: number;
  readonly allotted: Allotted;
}

/** The stored form of a draft, with the numbers of its place in the batch. */
export function newMessageDoc(draft: MessageDraft, { id, index, allotted }: Numbering): MessageDoc {
  return {
    _id: id,
    room: draft.roomId,
    seq: allotted.firstSeq + index,
    rev: allotted.firstRev + index,
    author: draft.authorId,
    text: draft.text,
    attachments: draft.fileIds,
    replyTo: draft.replyToId,
    mentions: draft.mentions,
    reactions: [],
    ...(draft.clientId === null ? {} : { clientId: draft.clientId }),
    createdAt: new Date(draft.createdAt),
    editedAt: null,
    deletedAt: null,
    changedAt: allotted.at,
    pastRevs: [],
  };
}
