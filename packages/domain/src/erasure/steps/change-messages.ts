import { roomChannel } from '../../events/channel.js';
import type { MessageId, RoomId } from '../../ids.js';
import type { MessageChange } from '../../model/message.js';
import type { EraserPorts } from '../erasure-step.js';

/**
 * Changes messages under new revs, and tells each room its newest: the nodes read what they lack and show it, and the room's own job brings
 * search up to date. What lies in a room that is gone is removed.
 */
export async function changeMessages(
  ports: EraserPorts,
  ids: readonly MessageId[],
  change: MessageChange,
): Promise<void> {
  const { messages, events, sideEffects, clock } = ports;
  const tips = new Map<RoomId, number>();
  for (const message of await messages.findMany(ids)) {
    const { id, roomId, deletedAt } = message;
    if (deletedAt !== null) continue;
    const changed = await messages.change({ roomId, id }, change, clock.now());
    if (changed !== null) tips.set(roomId, Math.max(tips.get(roomId) ?? 0, changed.message.rev));
    else if ((await ports.rooms.find(roomId)) === null) await messages.remove(roomId, [id]);
  }
  for (const [roomId, rev] of tips) {
    events.publish(roomChannel(roomId), { type: 'room.tip', roomId, rev });
    sideEffects.roomChanged(roomId);
  }
}
