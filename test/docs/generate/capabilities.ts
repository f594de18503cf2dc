/** @module What crosses dialects, in the words of somebody who chooses one: each with its use cases, events and parts of a message. */
import type { MessagePart, UseCaseName } from '@crosstalk/dialect-kit';
import type { EventType } from '@crosstalk/domain';

export interface Capability {
  readonly name: string;
  readonly useCases?: readonly UseCaseName[];
  readonly events?: readonly EventType[];
  readonly parts?: readonly MessagePart[];
}

export const CAPABILITIES: readonly Capability[] = [
  { name: 'message', useCases: ['postMessage'], events: ['message.posted'] },
  { name: 'reply', parts: ['reply'] },
  { name: 'files', useCases: ['storeFiles', 'openFile'], parts: ['files'] },
  { name: 'mentions', parts: ['mentions'] },
  { name: 'send that may be repeated', parts: ['clientId'] },
  { name: 'edit', useCases: ['editMessage'], events: ['message.edited'] },
  { name: 'delete', useCases: ['deleteMessage'], events: ['message.deleted'] },
  { name: 'reactions', useCases: ['reactToMessage'], events: ['message.reacted'] },
  { name: 'read state', useCases: ['markRead'], events: ['room.read'] },
  { name: 'unread count', events: ['unread.changed'] },
  { name: 'what is on the screen', useCases: ['openRoom', 'closeRoom'], events: ['viewing.changed'] },
  { name: 'typing', useCases: ['setTyping'], events: ['typing.changed'] },
  { name: 'presence', useCases: ['watchPresence'], events: ['presence.changed'] },
  { name: 'going out of sight', useCases: ['setVisibility'], events: ['visibility.changed'] },
  { name: 'new room', useCases: ['createRoom'], events: ['room.joined'] },
  { name: 'title', useCases: ['renameRoom'], events: ['room.updated'] },
  { name: 'membership', useCases: ['addMembers', 'removeMembers'], events: ['members.changed'] },
  { name: 'leaving', useCases: ['leaveRoom'], events: ['room.left'] },
  { name: 'roles', useCases: ['changeRole'], events: ['members.changed'] },
  { name: 'end of a room', useCases: ['deleteRoom'], events: ['room.left'] },
  { name: 'list of rooms', useCases: ['listRooms', 'getRoom', 'findRoom'] },
  { name: 'history', useCases: ['readHistory'] },
  { name: 'what was missed', useCases: ['syncRooms'] },
  { name: 'search', useCases: ['searchMessages'] },
  { name: 'clear, hide', useCases: ['clearRoom'], events: ['member.updated'] },
  { name: 'mute', useCases: ['muteRoom'], events: ['member.updated'] },
  {
    name: 'calls',
    useCases: ['startCall', 'answerCall', 'sendIce', 'endCall', 'dropCalls'],
    events: ['call.started', 'call.answered', 'call.ice', 'call.ended'],
  },
  { name: 'profiles', useCases: ['getMe', 'updateMe', 'getUser', 'searchUsers'], events: ['user.updated'] },
  {
    name: 'accounts, sessions',
    useCases: ['registerUser', 'logIn', 'refreshSession', 'logOut', 'authenticate'],
  },
  { name: 'people of host sites', useCases: ['authenticateVisitor', 'confirmVisitor', 'meetVisitor'] },
  { name: 'project rooms', useCases: ['putProjectRoom'] },
];
