/** @module From the name of a chat to its room. */
import { type Call, prepareInOrder } from '@crosstalk/dialect-kit';
import {
  ChatError,
  invalidField,
  type NewMessage,
  type RoomId,
  type RoomKey,
  type UserId,
} from '@crosstalk/domain';
import type { NamedChat } from './to-domain.js';

/**
 * The room of a chat. Requests of one socket pass here in the order of their frames, so those behind a first message find the room that it
 * makes. @throws ChatError `not_found`, `invalid` for a pair without the caller
 */
export async function locateChat(call: Call, chat: NamedChat): Promise<RoomId> {
  return inOrder(call, chat, (key) => call.useCases.findRoom(call.actor, key));
}

/** As `locateChat`, and makes a direct room that is not there yet, unless its first message could not be posted; two who do so at once get the same one. */
export async function locateOrMakeChat(
  call: Call,
  chat: NamedChat,
  opening: Omit<NewMessage, 'roomId'>,
): Promise<RoomId> {
  return inOrder(call, chat, async (key) => {
    try {
      return await call.useCases.findRoom(call.actor, key);
    } catch (error) {
      if (!('direct' in key) || !isNotFound(error)) throw error;
      return makeDirect(call, key.direct, opening);
    }
  });
}

async function inOrder(
  call: Call,
  chat: NamedChat,
  find: (key: RoomKey) => Promise<RoomId>,
): Promise<RoomId> {
  const { connectionId, userId } = call.viewer;
  if (chat.chat_type === 'group') {
    await prepareInOrder(connectionId, null);
    return chat.chat_id;
  }
  const key = chat.chat_type === 'project' ? { projectId: chat.chat_id } : { direct: otherOf(chat, userId) };
  return prepareInOrder(connectionId, () => find(key));
}

function otherOf(
  { chat_id: [one, other] }: { readonly chat_id: readonly [UserId, UserId] },
  self: UserId,
): UserId {
  if (one === self) return other;
  if (other === self) return one;
  throw invalidField('chat_id', 'must name the caller');
}

async function makeDirect(call: Call, other: UserId, opening: Omit<NewMessage, 'roomId'>): Promise<RoomId> {
  try {
    const { room } = await call.useCases.createRoom(call.actor, { type: 'direct', users: [other], opening });
    return room.id;
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new ChatError('not_found', 'No such user.', { fields: { chat_id: 'no such user' } });
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof ChatError && error.code === 'not_found';
}
