import { type Call, limitSchema, messageIdSchema, row } from '@crosstalk/dialect-kit';
import { ChatError, LIMITS, type RoomForMember, type RoomId } from '@crosstalk/domain';
import type { Told } from '../frames.js';
import { chatRef } from '../to-domain.js';
import { wireMessage } from '../to-wire.js';
import { chatFor } from './chats.js';

const DEFAULT_PAGE = 50;

/** Everything in the chat is read, and it is the one on the screen of this socket; the one that was is closed. */
async function openChat(call: Call, roomId: RoomId): Promise<RoomForMember> {
  // Before it is read: a message that comes meanwhile is read at once.
  const before = call.setOpenRoom(roomId);
  if (before === roomId) return readAgain(call, roomId);
  const opened = await call.useCases.openRoom(call.actor, roomId).catch((error: unknown) => {
    call.setOpenRoom(before);
    throw error;
  });
  if (before !== null) await leaveScreen(call, before);
  return opened;
}

/** The others who look at it know already that the caller does. */
async function readAgain(call: Call, roomId: RoomId): Promise<RoomForMember> {
  const { readSeq } = await call.useCases.markRead(call.actor, { roomId });
  const { room, member } = await call.useCases.getRoom(call.actor, roomId);
  return { room, member: { ...member, readSeq: Math.max(member.readSeq, readSeq) } };
}

async function leaveScreen(call: Call, roomId: RoomId): Promise<void> {
  try {
    await call.useCases.closeRoom(call.actor, roomId);
  } catch (error) {
    // A chat that the caller was removed from closes without a word.
    if (!(error instanceof ChatError && error.code === 'not_found')) throw error;
  }
}

export const viewRows = {
  VIEW_CHAT: row({
    useCases: ['confirmVisitor', 'openRoom', 'closeRoom', 'markRead', 'getRoom', 'readHistory'],
    input: chatRef.extend({
      before_id: messageIdSchema.optional(),
      limit: limitSchema(LIMITS.historyPage, DEFAULT_PAGE),
    }),
    run: async (
      call,
      { chat_key: chatKey, chats_id: roomId, before_id: beforeMessage, limit },
    ): Promise<Told> => {
      await call.useCases.confirmVisitor(call.actor, { chatKey });
      const { room, member } = await openChat(call, roomId);
      const page = { roomId, beforeMessage, limit };
      const { messages, hasMore } = await call.useCases.readHistory(call.actor, page);
      const { rendering, viewer } = call;
      const sight = { rendering, userId: viewer.userId, own: member, room, isOpen: true };
      return {
        action: 'VIEW_CHAT',
        chats_id: String(roomId),
        chat: chatFor(call, { room, member }),
        messages: messages.map((message) => wireMessage(message, sight)),
        has_more: hasMore,
      };
    },
  }),
  OUT_CHAT: row({
    useCases: ['confirmVisitor', 'closeRoom', 'getRoom'],
    input: chatRef,
    run: async (call, { chat_key: chatKey, chats_id: roomId }): Promise<Told> => {
      await call.useCases.confirmVisitor(call.actor, { chatKey });
      if (call.viewer.openRoomId === roomId) {
        call.setOpenRoom(null);
        await call.useCases.closeRoom(call.actor, roomId);
      } else await call.useCases.getRoom(call.actor, roomId);
      return { action: 'OUT_CHAT', chats_id: String(roomId), user_id: call.viewer.userId };
    },
  }),
};
