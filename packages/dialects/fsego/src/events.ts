/** @module How each domain event is told on this wire. Nearly all of it depends on who looks: what is read, whose address is shown. */
import { type EventTable, personal, shared, silent, type Viewer } from '@crosstalk/dialect-kit';
import type { MembersChanged, MessageView, RoomRead, RoomView, ViewingChanged } from '@crosstalk/domain';
import { type Told, withRequestId } from './frames.js';
import { type Sight, sightOf, wireChat, wireMessage } from './to-wire.js';

const NOTHING: readonly Told[] = [];
const answeredByRow = { toOrigin: () => NOTHING };
const NO_CALLS = 'The document has no calls.';

export const events: EventTable = {
  'message.posted': personal(
    ({ message }, rendering, viewer) => [
      messageFrame('ADD_MESSAGE', message, sightOf(viewer, message.roomId, rendering)),
    ],
    {
      // Without an echo the row answers: the socket did not get the room's events when it sent.
      toOrigin: ({ message }, rendering, { echo, viewer }) =>
        echo === undefined
          ? NOTHING
          : [
              withRequestId(
                messageFrame('ADD_MESSAGE', message, sightOf(viewer, message.roomId, rendering)),
                echo,
              ),
            ],
    },
  ),
  'message.edited': personal(({ message }, rendering, viewer) => [
    messageFrame('EDIT_MESSAGE', message, sightOf(viewer, message.roomId, rendering)),
  ]),
  'message.deleted': shared(({ roomId, message }) => [
    { action: 'DELETE_MESSAGE', chats_id: String(roomId), message_id: message.id },
  ]),
  'message.reacted': silent('The document has no reactions.'),
  'room.updated': personal(({ room }, rendering, viewer) => [
    chatFrame('CHAT', room, sightOf(viewer, room.id, rendering)),
  ]),
  'members.changed': personal((event, rendering, viewer) =>
    isToldOtherwise(event, viewer)
      ? NOTHING
      : [chatFrame('CHAT', event.room, sightOf(viewer, event.roomId, rendering))],
  ),
  'room.read': personal((event, _rendering, viewer) => readFrames(event, viewer)),
  'typing.changed': silent('The document has no typing notices.'),
  'viewing.changed': personal((event, _rendering, viewer) => viewingFrames(event, viewer), answeredByRow),
  'room.joined': personal(
    ({ room, member }, rendering, viewer) => [
      chatFrame('NEW_CHATS', room, { ...sightOf(viewer, room.id, rendering), own: member }),
    ],
    answeredByRow,
  ),
  'room.left': shared(({ room, reason }) => [{ action: 'REMOVE_CHAT', chats_id: String(room.id), reason }]),
  'unread.changed': shared(
    ({ roomId, unread }) => [{ action: 'UNREAD', chats_id: String(roomId), unread }],
    answeredByRow,
  ),
  'member.updated': personal(({ change, room, member }, rendering, viewer) =>
    change === 'muted'
      ? NOTHING
      : [chatFrame('CHAT', room, { ...sightOf(viewer, room.id, rendering), own: member })],
  ),
  'visibility.changed': silent('The client that asked for it knows.'),
  'user.updated': silent('Profiles come with every chat and message; there is no event of their own.'),
  'presence.changed': shared(({ userId, online }) => [{ action: 'ONLINE', user_id: userId, online }]),
  'call.started': silent(NO_CALLS),
  'call.answered': silent(NO_CALLS),
  'call.ice': silent(NO_CALLS),
  'call.ended': silent(NO_CALLS),
};

function messageFrame(action: string, message: MessageView, sight: Sight): Told {
  return { action, chats_id: String(message.roomId), message: wireMessage(message, sight) };
}

function chatFrame(action: string, room: RoomView, sight: Sight): Told {
  return { action, chats_id: String(room.id), chat: wireChat(room, sight) };
}

/** Those who came get `NEW_CHATS`, those who went `REMOVE_CHAT`. */
function isToldOtherwise({ added, removed }: MembersChanged, { userId }: Viewer): boolean {
  return added.some(({ id }) => id === userId) || removed.includes(userId);
}

/** To each author, how far their own messages are read. */
function readFrames({ roomId, userId, messages }: RoomRead, viewer: Viewer): readonly Told[] {
  const last = messages.findLast(({ authorId }) => authorId === viewer.userId);
  if (!last) return NOTHING;
  return [{ action: 'READ', chats_id: String(roomId), user_id: userId, last_message_id: last.id }];
}

/** For others who have the chat on their screen. */
function viewingFrames({ roomId, userId, on }: ViewingChanged, viewer: Viewer): readonly Told[] {
  if (viewer.openRoomId !== roomId || viewer.userId === userId) return NOTHING;
  return [{ action: on ? 'VIEW_CHAT' : 'OUT_CHAT', chats_id: String(roomId), user_id: userId }];
}
