import { distinct } from '../flow/distinct.js';
import type { RoomId, UserId } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { Member, MemberView, Room, RoomView } from '../model/room.js';
import type { User } from '../model/user.js';
import { authorsOf, loadParts } from './load-parts.js';
import { messageViewer } from './message-viewer.js';
import { rolesAmongListed } from './roles-among-listed.js';
import { unknownUser } from './unknown-user.js';
import type { ViewPorts } from './view-messages.js';

/**
 * Views of the rooms with their first members and newest message: one query each for members, messages and users however many rooms.
 * Nothing is filtered for a viewer: a door leaves out a `lastMessage` at or below its viewer's `clearedSeq`.
 */
export async function viewRooms(
  ports: ViewPorts,
  rooms: readonly Room[],
): Promise<ReadonlyMap<RoomId, RoomView>> {
  if (rooms.length === 0) return new Map();
  const [listed, newest] = await Promise.all([
    ports.members.listMany(
      rooms.map((room) => room.id),
      LIMITS.membersInView,
    ),
    newestOf(ports, rooms),
  ]);
  const messages = [...newest.values()];
  const parts = await loadParts(ports, messages);
  const listedIds = [...listed.values()].flatMap((members) => members.map((member) => member.userId));
  const users = await ports.users.findMany(distinct([...listedIds, ...authorsOf(messages, parts)]));
  const view = messageViewer({ users, parts, roleOf: rolesAmongListed(listed) });
  return new Map(
    rooms.map((room) => {
      const message = newest.get(room.id);
      return [
        room.id,
        {
          ...room,
          members: (listed.get(room.id) ?? []).map((member) => memberView(member, users)),
          lastMessage: message === undefined ? null : view(message),
        },
      ];
    }),
  );
}

async function newestOf(ports: ViewPorts, rooms: readonly Room[]) {
  const spoken = rooms.filter((room) => room.seq > 0);
  return spoken.length === 0 ? new Map() : ports.messages.newestOf(spoken);
}

function memberView(member: Member, users: ReadonlyMap<UserId, User>): MemberView {
  const { userId, role, readSeq } = member;
  return { userId, role, readSeq, user: users.get(userId) ?? unknownUser(userId) };
}
