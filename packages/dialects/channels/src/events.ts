/** @module How each domain event is told on this wire. Messages are the same for everyone; a channel has the viewer's own part. */
import { type EventFrame, type EventTable, isoTime, personal, shared, silent } from '@crosstalk/dialect-kit';
import type { MembersChanged, UserId } from '@crosstalk/domain';
import { callFrame } from './call-frame.js';
import { channelModel, membersOf, messageModel, presenceModel, userModel } from './to-wire.js';

const NOTHING: readonly EventFrame[] = [];

export const events: EventTable = {
  'message.posted': shared(({ message }, rendering) => [
    ['message-created', messageModel(message, rendering)],
  ]),
  'message.edited': shared(({ message }, rendering) => [
    ['message-updated', messageModel(message, rendering)],
  ]),
  'message.reacted': shared(({ message }, rendering) => [
    ['message-updated', messageModel(message, rendering)],
  ]),
  'message.deleted': shared(({ message }, rendering) => [
    ['message-deleted', messageModel(message, rendering)],
  ]),
  'room.updated': personal(({ room }, rendering, viewer) => [
    ['channel-updated', channelModel(room, viewer.stateOf(room.id), rendering)],
  ]),
  'members.changed': personal((event, _rendering, { userId }) =>
    toldOtherwise(event, userId) ? NOTHING : [membersChanged(event)],
  ),
  'room.read': shared(({ roomId, userId, readSeq }) => [
    ['channel-read', { channelId: roomId, userId, readSeq }],
  ]),
  'typing.changed': shared(({ roomId, userId, on }) => [['typing', { channelId: roomId, userId, on }]], {
    toOrigin: () => NOTHING,
  }),
  'viewing.changed': silent('The native client does not say what is on its screen.'),
  'room.joined': shared(({ room, member }, rendering) => [
    ['channel-created', channelModel(room, member, rendering)],
  ]),
  'room.left': shared(({ room, reason }) => [
    reason === 'deleted'
      ? ['channel-deleted', { channelId: room.id }]
      : ['channel-removed', { channelId: room.id, reason }],
  ]),
  'unread.changed': shared(({ roomId, unread, readSeq }) => [
    ['unread-changed', { channelId: roomId, unread, readSeq }],
  ]),
  'member.updated': shared(({ room, member }, rendering) => [
    ['channel-updated', channelModel(room, member, rendering)],
  ]),
  'visibility.changed': silent('The client that asked for it knows.'),
  'user.updated': silent('Profiles come with every message and channel; there is no event of their own.'),
  'presence.changed': shared((event) => [['presence', presenceModel(event)]]),
  'call.started': shared((event) => [callFrame('call-init', event)]),
  'call.answered': shared((event) => [callFrame('call-answered', event)]),
  'call.ice': shared((event) => [callFrame('call-ice', event)]),
  'call.ended': shared((event) => [callFrame('call-ended', event)]),
};

/** Those who came got `channel-created`, those who went `channel-removed`. */
function toldOtherwise({ added, removed }: MembersChanged, viewer: UserId): boolean {
  return added.some(({ id }) => id === viewer) || removed.includes(viewer);
}

function membersChanged({ room, added, removed, roles, actorId }: MembersChanged): EventFrame {
  const change = { added: added.map(userModel), removed, roles, actorId };
  const now = { members: membersOf(room), memberCount: room.memberCount, updatedAt: isoTime(room.updatedAt) };
  return ['members-changed', { channelId: room.id, ...change, ...now }];
}
