import type { Domain } from '../domain.js';
import { invalidField } from '../errors.js';
import type { MessageId, RoomId } from '../ids.js';
import { LIMITS } from '../limits.js';
import { requireAccess } from '../members/require-access.js';
import type { Message } from '../model/message.js';
import type { Actor } from '../model/user.js';
import type { Access } from '../ports/room-store.js';
import type { HistoryPage } from '../use-cases.js';
import { rolesInRoom } from '../views/roles-in-room.js';
import { viewMessages } from '../views/view-messages.js';
import { seqIn } from './seq-in.js';

interface HistoryRequest {
  readonly roomId: RoomId;
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly around?: number | undefined;
  readonly beforeMessage?: MessageId | undefined;
  readonly limit: number;
}

type PageOfHistory = Pick<HistoryRequest, 'before' | 'after' | 'around' | 'limit'>;

/**
 * A page of a room, ascending; deleted messages are in it without their content. `hasMore` looks in the direction of the cursor, or both
 * ways for `around`. @throws ChatError `not_found`; `invalid` for more than one cursor or a message of another room
 */
export async function readHistory(domain: Domain, actor: Actor, input: HistoryRequest): Promise<HistoryPage> {
  const { before, after, around, beforeMessage } = input;
  const cursors = [before, after, around, beforeMessage].filter((cursor) => cursor !== undefined);
  if (cursors.length > 1) throw invalidField('before', 'only one of before, after and around may be given');
  const access = await requireAccess(domain, actor, input.roomId);
  const cursor =
    beforeMessage === undefined
      ? { before, after, around }
      : { before: await seqIn(domain, access, { messageId: beforeMessage, field: 'beforeMessage' }) };
  const { messages, hasMore } = await readPage(domain, access, { ...cursor, limit: input.limit });
  const views = await viewMessages(domain, messages, rolesInRoom(domain, input.roomId, messages));
  return { messages: views, hasMore };
}

async function readPage(
  domain: Domain,
  { room, member }: Access,
  { before, after, around, limit: wanted }: PageOfHistory,
): Promise<{ readonly messages: readonly Message[]; readonly hasMore: boolean }> {
  const limit = Math.min(Math.max(wanted, 1), LIMITS.historyPage);
  const { clearedSeq } = member;
  if (around !== undefined) {
    const messages = await domain.messages.page(room.id, { around, limit, clearedSeq });
    const first = messages[0]?.seq ?? room.seq;
    const last = messages.at(-1)?.seq ?? room.seq;
    return { messages, hasMore: first > clearedSeq + 1 || last < room.seq };
  }
  const page = await domain.messages.page(room.id, { before, after, limit: limit + 1, clearedSeq });
  // The one too many is the farthest from the cursor.
  const messages = after === undefined ? page.slice(-limit) : page.slice(0, limit);
  return { messages, hasMore: page.length > limit };
}
