import type { Domain } from '../domain.js';
import { notFound } from '../errors.js';
import { causedBy } from '../events/caused-by.js';
import { roomChannel, userChannel } from '../events/channel.js';
import type { MessageId, RoomId } from '../ids.js';
import { requireAccess } from '../members/require-access.js';
import { seqIn } from '../messages/seq-in.js';
import { unreadOf } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { newlyRead } from './newly-read.js';

/** Messages in one event. */
const SLICE = 500;

/**
 * Moves the caller's read mark forward, to the newest message unless told otherwise; never back. The room is told which messages became
 * read, in slices, and the caller's own devices what is left. Nothing is told when the mark did not move. @throws ChatError `not_found`
 */
export async function markRead(
  domain: Domain,
  actor: Actor,
  input: {
    readonly roomId: RoomId;
    readonly seq?: number | undefined;
    readonly upToMessage?: MessageId | undefined;
  },
): Promise<{ readonly readSeq: number; readonly unread: number }> {
  const { roomId } = input;
  const { userId } = actor;
  const access = await requireAccess(domain, actor, roomId);
  const { room, member } = access;
  const seq =
    input.upToMessage === undefined
      ? input.seq
      : await seqIn(domain, access, { messageId: input.upToMessage, field: 'upToMessage' });
  const target = Math.min(seq ?? room.seq, room.seq);
  const mark = await domain.members.markRead(roomId, userId, target);
  if (mark === null) throw notFound('room');
  const { previousReadSeq, readSeq } = mark;
  const unread = unreadOf(room, { readSeq, clearedSeq: member.clearedSeq });
  if (readSeq <= previousReadSeq) return { readSeq, unread };

  const fromSeq = Math.max(previousReadSeq, member.clearedSeq);
  const refs = await newlyRead(domain, { roomId, readerId: userId, fromSeq, toSeq: readSeq });
  let previous = previousReadSeq;
  for (let start = 0; start === 0 || start < refs.length; start += SLICE) {
    const messages = refs.slice(start, start + SLICE);
    const last = start + SLICE >= refs.length;
    const upTo = last ? readSeq : (messages.at(-1)?.seq ?? readSeq);
    domain.events.publish(roomChannel(roomId), {
      type: 'room.read',
      roomId,
      userId,
      readSeq: upTo,
      previousReadSeq: previous,
      ...(last && input.upToMessage !== undefined ? { upToMessage: input.upToMessage } : {}),
      messages,
      ...causedBy(actor),
    });
    previous = upTo;
  }
  domain.events.publish(userChannel(userId), {
    type: 'unread.changed',
    userId,
    roomId,
    unread,
    readSeq,
    ...causedBy(actor),
  });
  return { readSeq, unread };
}
