import type { Domain } from '../domain.js';
import type { UserId } from '../ids.js';
import { dropMembers } from '../members/drop-members.js';
import { joinMembers } from '../members/join-members.js';
import type { Room } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { announceUpdate } from './announce-update.js';

interface ProjectState {
  readonly room: Room;
  readonly userIds: readonly UserId[];
  /** Absent: stays. */
  readonly title: string | null | undefined;
}

/** Brings an existing project room to the given state, step by step, each with its events. Who goes, goes first. */
export async function setProjectMembers(domain: Domain, actor: Actor, state: ProjectState): Promise<void> {
  const { room, userIds, title } = state;
  const keep = new Set([...userIds, ...(room.ownerId === null ? [] : [room.ownerId])]);
  const going = (await domain.members.userIdsOf(room.id)).filter((userId) => !keep.has(userId));
  const memberCount = room.memberCount - going.length;
  if (going.length > 0) await dropMembers(domain, actor, { room, userIds: going });
  if (userIds.length > 0) await joinMembers(domain, actor, { room: { ...room, memberCount }, userIds });
  if (title === undefined || title === room.title) return;
  const renamed = await domain.rooms.setTitle(room.id, title, domain.clock.now());
  if (renamed !== null) await announceUpdate(domain, actor, renamed);
}
