/** @module How each domain event is told on this wire. Whoever caused one gets the answer of the request instead. */
import { type EventTable, type ObjectFrame, type Rendering, shared, silent } from '@crosstalk/dialect-kit';
import type { MessageId, RoomId, UserId } from '@crosstalk/domain';
import { chatName, nameOf, wireMessage } from './to-wire.js';
import { withClientId } from './with-client-id.js';

const NOTHING: readonly ObjectFrame[] = [];
const answeredByRow = { toOrigin: () => NOTHING };
const NO_CALLS = 'The document has no calls.';
const NO_CHATS =
  'The document has no word for what a chat is: who is in it and what it is called comes over REST.';

export const events: EventTable = {
  'message.posted': shared(
    ({ message }, rendering) => [
      {
        type: 'new_message',
        content: wireMessage(message, nameOf(message.roomId, rendering), rendering),
      },
    ],
    {
      // Without an echo the row answers: the socket did not get the room's events when it sent.
      toOrigin: ({ message }, rendering, { echo }) => {
        if (echo === undefined) return NOTHING;
        const content = wireMessage(message, nameOf(message.roomId, rendering), rendering);
        return [{ type: 'new_message', content: withClientId(content, echo) }];
      },
    },
  ),
  'message.edited': silent('The document excludes editing; the history shows the new text.'),
  'message.deleted': shared(
    ({ message, actorId }, rendering) => [
      {
        type: 'delete_message',
        content: aboutMessage(message.roomId, { messageId: message.id, userId: actorId }, rendering),
      },
    ],
    answeredByRow,
  ),
  'message.reacted': silent('The document has no reactions.'),
  'room.updated': silent(NO_CHATS),
  'members.changed': silent(NO_CHATS),
  'room.read': shared(({ roomId, userId, upToMessage, messages }, rendering) => {
    const messageId = upToMessage ?? messages.at(-1)?.id;
    // The mark moved over messages of the reader's own only.
    if (messageId === undefined) return NOTHING;
    return [{ type: 'message_read', content: aboutMessage(roomId, { messageId, userId }, rendering) }];
  }, answeredByRow),
  'room.joined': silent('A chat shows itself by its first event.'),
  'room.left': shared(({ room, reason }) => [
    { type: 'chat_removed', content: { ...chatName(room), reason } },
  ]),
  'viewing.changed': silent('The document has no word for what is on a screen.'),
  'typing.changed': shared(
    ({ roomId, userId, on }, rendering) =>
      on ? [{ type: 'user_typing', content: { ...nameOf(roomId, rendering), user_id: userId } }] : NOTHING,
    answeredByRow,
  ),
  'unread.changed': silent('The document has no unread counters; message_read says what was read.'),
  'member.updated': silent('The document has no mute and does not hide chats.'),
  'visibility.changed': silent('The client that asked for it knows.'),
  'user.updated': silent('Profiles come with every message.'),
  'presence.changed': shared(({ userId, online }) => [
    { type: online ? 'set_online' : 'set_offline', content: { user_id: userId } },
  ]),
  'call.started': silent(NO_CALLS),
  'call.answered': silent(NO_CALLS),
  'call.ice': silent(NO_CALLS),
  'call.ended': silent(NO_CALLS),
};

interface Deed {
  readonly messageId: MessageId;
  /** Null when it is told again by healing, which does not know it. */
  readonly userId: UserId | null;
}

function aboutMessage(roomId: RoomId, { messageId, userId }: Deed, rendering: Rendering): ObjectFrame {
  return { ...nameOf(roomId, rendering), message_id: messageId, user_id: userId };
}
