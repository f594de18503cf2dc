/** @module How each domain event is told on this wire, to each viewer with their own chat. What a viewer has cleared away stays away. */
import {
  type Caused,
  type EventFrame,
  type EventTable,
  personal,
  type Rendering,
  shared,
  silent,
  type Viewer,
} from '@crosstalk/dialect-kit';
import type {
  MembersChanged,
  MemberUpdated,
  MessageView,
  RoomView,
  TypingChanged,
  UserId,
} from '@crosstalk/domain';
import { callFrame } from './call-frame.js';
import { deletedChat, deletedMessage, newMessage } from './message-frames.js';
import { sceneOf } from './scene-of.js';
import { dialogModel, messageNews, userModel } from './to-wire.js';

interface OfMessage {
  readonly message: MessageView;
}

const NOTHING: readonly EventFrame[] = [];
const answeredByRow = { toOrigin: () => NOTHING };

export const events: EventTable = {
  'message.posted': personal(messageTold('on.message.new'), { toOrigin: toCaller(newMessage) }),
  'message.deleted': personal(messageTold('on.message.delete'), { toOrigin: toCaller(deletedMessage) }),
  'message.edited': personal(messageTold('on.message.edit')),
  'message.reacted': personal(messageTold('on.message.edit')),
  'room.read': personal(({ roomId }, rendering, viewer) => {
    const room = rendering.roomOf(roomId);
    return room ? [['on.chat.read', dialogOf(room, rendering, viewer)]] : NOTHING;
  }, answeredByRow),
  'room.updated': personal(({ room }, rendering, viewer) => [
    ['on.chat.update', dialogOf(room, rendering, viewer)],
  ]),
  'members.changed': personal((event, rendering, viewer) =>
    toldOtherwise(event, viewer.userId)
      ? NOTHING
      : [['on.chat.update', dialogOf(event.room, rendering, viewer)]],
  ),
  'room.joined': shared(
    ({ room, member: own, userId }, rendering) => [
      ['on.chat.new', dialogModel({ room, own, userId, rendering })],
    ],
    // A caller on this wire has started the chat with a message, which comes next.
    answeredByRow,
  ),
  'room.left': personal(({ room, reason }, rendering, viewer) => [
    ['on.chat.delete', { ...dialogOf(room, rendering, viewer), reason }],
  ]),
  'member.updated': shared((event, rendering) => memberUpdated(event, rendering), {
    toOrigin: (event, rendering) => ownChange(event, rendering),
  }),
  'typing.changed': personal((event, rendering, { userId }) => typing(event, rendering, userId)),
  'presence.changed': shared(({ userId, online }) => [['on.user.online', { id: userId, online }]]),
  'call.started': shared((event, rendering) => [callFrame('on.call.init', event, rendering)]),
  'call.answered': shared((event, rendering) => [callFrame('on.call.answer', event, rendering)]),
  'call.ice': shared((event, rendering) => [callFrame('on.call.ice', event, rendering)]),
  'call.ended': shared((event, rendering) => [callFrame('on.call.end', event, rendering)]),
  'unread.changed': silent('on.chat.read tells it to the reader’s devices.'),
  'viewing.changed': silent('The document has no word for what is on a screen.'),
  'visibility.changed': silent('The document has no way to hide.'),
  'user.updated': silent('Profiles come with every room and message; there is no event of their own.'),
};

function messageTold(name: string) {
  return ({ message }: OfMessage, rendering: Rendering, viewer: Viewer): readonly EventFrame[] => {
    const scene = sceneOf(message, rendering, viewer);
    return message.seq <= scene.own.clearedSeq ? NOTHING : [[name, messageNews(message, scene)]];
  };
}

/** Without an echo the row answers: the socket did not get the room's events when it asked. */
function toCaller(framesOf: (news: object) => readonly EventFrame[]) {
  return ({ message }: OfMessage, rendering: Rendering, { echo, viewer }: Caused): readonly EventFrame[] =>
    echo === undefined ? NOTHING : framesOf(messageNews(message, sceneOf(message, rendering, viewer)));
}

function dialogOf(room: RoomView, rendering: Rendering, viewer: Viewer) {
  return dialogModel({ room, own: viewer.stateOf(room.id), userId: viewer.userId, rendering });
}

/** Those who came got `on.chat.new`, those who went `on.chat.delete`. */
function toldOtherwise({ added, removed }: MembersChanged, viewer: UserId): boolean {
  return added.some(({ id }) => id === viewer) || removed.includes(viewer);
}

const MEMBER_NEWS: Readonly<Record<MemberUpdated['change'], string>> = {
  muted: 'on.chat.update',
  cleared: 'on.chat.clear',
  hidden: 'on.chat.delete',
  shown: 'on.chat.new',
};

function memberUpdated(event: MemberUpdated, rendering: Rendering): readonly EventFrame[] {
  return [[MEMBER_NEWS[event.change], memberDialog(event, rendering)]];
}

/** A chat that comes back does so with the message that its caller sends next. */
function ownChange(event: MemberUpdated, rendering: Rendering): readonly EventFrame[] {
  if (event.change === 'shown') return NOTHING;
  if (event.change === 'hidden') return deletedChat(memberDialog(event, rendering));
  return memberUpdated(event, rendering);
}

function memberDialog({ room, member: own, userId }: MemberUpdated, rendering: Rendering) {
  return dialogModel({ room, own, userId, rendering });
}

/** The wire has a word for the beginning only; it is repeated while somebody types. */
function typing(
  { roomId, userId, on }: TypingChanged,
  rendering: Rendering,
  viewer: UserId,
): readonly EventFrame[] {
  const typist = rendering.roomOf(roomId)?.members.find((member) => member.userId === userId);
  if (!on || !typist || userId === viewer) return NOTHING;
  return [
    ['on.chat.typing', { room_id: roomId, user: userModel(typist.user, { userId: viewer, rendering }) }],
  ];
}
