import type { MemberView, RoomView, UserId } from '@crosstalk/domain';
import { buildRoom } from './build-room.js';
import { buildUser } from './build-user.js';

/** As `buildRoom`, with users 1 (owner) and 2 (member) in it and no message. */
export function buildRoomView(fields: Partial<RoomView> = {}): RoomView {
  const second = buildUser({ id: 2 as UserId, firstName: 'Bob', lastName: 'Ray' });
  const members: readonly MemberView[] = [
    { userId: 1 as UserId, role: 'owner', readSeq: 0, user: buildUser() },
    { userId: second.id, role: 'member', readSeq: 0, user: second },
  ];
  return { ...buildRoom(), members, lastMessage: null, ...fields };
}
