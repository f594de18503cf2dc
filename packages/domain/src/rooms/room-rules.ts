import { ChatError } from '../errors.js';
import type { Role, RoomType } from '../model/room.js';
import type { Access } from '../ports/room-store.js';

/** What one may do to a room beyond talking in it. */
export type Deed =
  | 'rename'
  | 'addMembers'
  | 'removeOthers'
  | 'leave'
  | 'changeRoles'
  | 'delete'
  | 'moderate'
  | 'setRetention';

const NOBODY: readonly Role[] = [];
const OWNER: readonly Role[] = ['owner'];
const MANAGERS: readonly Role[] = ['owner', 'admin'];
const EVERYONE: readonly Role[] = ['owner', 'admin', 'member'];

/** Who may do what in which kind of room: a direct room is what it is, a group is everyone's, a project is run by its managers. */
export const ROOM_RULES: Readonly<Record<RoomType, Readonly<Record<Deed, readonly Role[]>>>> = {
  direct: {
    rename: NOBODY,
    addMembers: NOBODY,
    removeOthers: NOBODY,
    leave: NOBODY,
    changeRoles: NOBODY,
    delete: NOBODY,
    moderate: NOBODY,
    setRetention: NOBODY,
  },
  group: {
    rename: EVERYONE,
    addMembers: EVERYONE,
    removeOthers: MANAGERS,
    leave: EVERYONE,
    changeRoles: OWNER,
    delete: OWNER,
    moderate: MANAGERS,
    setRetention: MANAGERS,
  },
  project: {
    rename: MANAGERS,
    addMembers: MANAGERS,
    removeOthers: MANAGERS,
    leave: EVERYONE,
    changeRoles: OWNER,
    delete: OWNER,
    moderate: MANAGERS,
    setRetention: MANAGERS,
  },
};

/** Whether the member's role allows the deed in this kind of room. */
export function mayDo(deed: Deed, { room, member }: Access): boolean {
  return ROOM_RULES[room.type][deed].includes(member.role);
}

/** @throws ChatError `forbidden` */
export function requireDeed(deed: Deed, access: Access): void {
  if (!mayDo(deed, access)) throw new ChatError('forbidden', 'You may not do this in this room.');
}
