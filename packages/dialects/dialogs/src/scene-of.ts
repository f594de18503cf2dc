/** @module Where a scene comes from: what the node knows of the room, else storage, else the little that a message says. */
import type { Call, Rendering, Viewer } from '@crosstalk/dialect-kit';
import type { MessageView, RoomId, RoomView } from '@crosstalk/domain';
import type { Scene } from './to-wire.js';

/** The scene of an event about a message. */
export function sceneOf(message: MessageView, rendering: Rendering, viewer: Viewer): Scene {
  const { userId } = viewer;
  const room = rendering.roomOf(message.roomId) ?? roomAround(message);
  return { room, own: viewer.stateOf(room.id), userId, rendering };
}

/** The scene of an answer. @throws ChatError `not_found` */
export async function sceneFor({ actor, rendering, viewer, useCases }: Call, roomId: RoomId): Promise<Scene> {
  const { userId } = actor;
  const known = rendering.roomOf(roomId);
  if (known) return { room: known, own: viewer.stateOf(roomId), userId, rendering };
  const { room, member } = await useCases.getRoom(actor, roomId);
  return { room, own: member, userId, rendering };
}

/** The scene of the answer to a change that is stored: it is answered, though the room cannot be read. */
export function sceneAfter(call: Call, message: MessageView): Promise<Scene> {
  return sceneFor(call, message.roomId).catch(() => sceneOf(message, call.rendering, call.viewer));
}

/** A room of which only this message is known. */
function roomAround(message: MessageView): RoomView {
  const { roomId: id, seq, rev, author, authorRole: role, createdAt } = message;
  return {
    id,
    tenant: author.tenant,
    type: 'group',
    title: null,
    projectId: null,
    ownerId: null,
    memberCount: 1,
    seq,
    rev,
    stateRev: 0,
    retentionDays: null,
    createdAt,
    updatedAt: createdAt,
    members: [{ userId: author.id, role, readSeq: 0, user: author }],
    lastMessage: message,
  };
}
