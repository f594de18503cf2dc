/** @module How each domain event is told on this wire. Whoever caused one gets the answer of the document instead. */
import {
  type EventTable,
  type ObjectFrame,
  personal,
  type Rendering,
  shared,
  silent,
} from '@crosstalk/dialect-kit';
import type { MembersChanged, MessageView, UserId } from '@crosstalk/domain';
import { withKey } from './frames.js';
import { readUpdates } from './read-updates.js';
import { updatedAt, wireChat, wireFiles, wireNewMessage } from './to-wire.js';

const NOTHING: readonly ObjectFrame[] = [];
const answeredByRow = { toOrigin: () => NOTHING };
const NO_CALLS = 'The document has no calls.';

export const events: EventTable = {
  'message.posted': shared(
    ({ message }, rendering) => [
      { type: 'new_message', data: { message: wireNewMessage(message, rendering) } },
    ],
    {
      // Without an echo the row answers: the socket did not get the room's events when it sent.
      toOrigin: ({ message }, rendering, { echo }) =>
        echo === undefined
          ? NOTHING
          : [
              withKey(
                { type: 'message_created', data: { message: wireNewMessage(message, rendering) } },
                echo,
              ),
            ],
    },
  ),
  'message.edited': shared(({ message }, rendering) => changed(message, rendering)),
  'message.deleted': shared(({ message }, rendering) => changed(message, rendering)),
  'message.reacted': silent('The document has no reactions.'),
  'room.updated': shared(
    ({ room }, rendering) => [{ type: 'chat_updated', data: { chat: wireChat(room, rendering) } }],
    answeredByRow,
  ),
  'members.changed': personal(
    (event, rendering, { userId }) => membersChanged(event, rendering, userId),
    answeredByRow,
  ),
  'room.read': personal((event, _rendering, viewer) => readUpdates(event, viewer)),
  'room.joined': shared(({ room, userId, actorId }, rendering) =>
    userId === actorId ? NOTHING : [{ type: 'new_chat', data: { chat: wireChat(room, rendering) } }],
  ),
  'room.left': shared(({ room }, rendering) => [
    { type: 'chat_removed', data: { chat: wireChat(room, rendering) } },
  ]),
  'viewing.changed': silent('The document has no word for what is on a screen.'),
  'typing.changed': silent('The document has no typing notices.'),
  'unread.changed': silent('The document has no unread counters; messages_updated says what was read.'),
  'member.updated': silent('The document has no mute.'),
  'visibility.changed': silent('The document has no presence.'),
  'user.updated': silent('Profiles come with every message and chat.'),
  'presence.changed': silent('The document has no presence.'),
  'call.started': silent(NO_CALLS),
  'call.answered': silent(NO_CALLS),
  'call.ice': silent(NO_CALLS),
  'call.ended': silent(NO_CALLS),
};

/** Our addition: an edit or deletion made elsewhere, as fields of the Message to update. */
function changed(message: MessageView, rendering: Rendering): readonly ObjectFrame[] {
  const { id, text } = message;
  const fields = { text, attached_files: wireFiles(message, rendering), updated_at: updatedAt(message) };
  return [{ type: 'messages_updated', data: { updates: [{ id, fields }] } }];
}

/** Those who came get `new_chat` and those who went `chat_removed`; who remains is told here. */
function membersChanged(
  { room, added, removed }: MembersChanged,
  rendering: Rendering,
  viewer: UserId,
): readonly ObjectFrame[] {
  const addedIds = added.map(({ id }) => id);
  if (addedIds.includes(viewer) || removed.includes(viewer)) return NOTHING;
  const chat = wireChat(room, rendering);
  const frames: ObjectFrame[] = [];
  if (removed.length > 0) frames.push({ type: 'user_removed', data: { user_ids: removed, chat } });
  if (addedIds.length > 0) frames.push({ type: 'user_added', data: { user_ids: addedIds, chat } });
  return frames.length > 0 ? frames : [{ type: 'chat_updated', data: { chat } }];
}
