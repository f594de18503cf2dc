import type { Domain } from '../domain.js';
import { ChatError, invalidField, notFound } from '../errors.js';
import { distinct } from '../flow/distinct.js';
import type { UserId } from '../ids.js';
import { LIMITS } from '../limits.js';
import type { Room, RoomForMember } from '../model/room.js';
import type { Actor } from '../model/user.js';
import { viewRoom } from '../views/view-room.js';
import { announceJoined } from './announce-joined.js';
import { checkTitle } from './check-title.js';
import { onlookerOf } from './onlooker-of.js';
import { requireUsers } from './require-users.js';
import { requireDeed } from './room-rules.js';
import { setProjectMembers } from './set-project-members.js';

/** Lets a host system manage every project of its tenant without being a member. */
const PROJECTS_WRITE = 'projects:write';

interface ProjectInput {
  readonly projectId: number;
  readonly users: readonly UserId[];
  readonly title?: string | null | undefined;
}

/**
 * Makes the room of a project, or sets its members to the given ones (its owner always stays) and its title when one is given. Who makes
 * it owns it; for a host system the first named person does.
 * @throws ChatError `not_found` (a user, or another's project), `forbidden`, `too_large`, `invalid`
 */
export async function putProjectRoom(
  domain: Domain,
  actor: Actor,
  input: ProjectInput,
): Promise<RoomForMember & { readonly created: boolean }> {
  const title = input.title === undefined ? undefined : checkTitle(input.title);
  const userIds = distinct(input.users);
  if (userIds.length >= LIMITS.membersPerRoom) {
    throw new ChatError('too_large', `A room has at most ${LIMITS.membersPerRoom} members.`);
  }
  const existing = await domain.rooms.findByProject(actor.tenant, input.projectId);
  // Before anything is said about the people named: an outsider learns nothing.
  if (existing !== null) await authorise(domain, actor, existing);
  await requireUsers(domain, actor, input.users);
  const { room, created } =
    existing === null
      ? await createProjectRoom(domain, actor, { projectId: input.projectId, userIds, title })
      : { room: existing, created: false };
  if (!created) {
    // Somebody else was faster.
    if (existing === null) await authorise(domain, actor, room);
    await setProjectMembers(domain, actor, { room, userIds, title });
  }
  return { ...(await asSeenBy(domain, actor, room)), created };
}

interface ProjectDraft {
  readonly projectId: number;
  readonly userIds: readonly UserId[];
  readonly title: string | null | undefined;
}

async function createProjectRoom(
  domain: Domain,
  actor: Actor,
  { projectId, userIds, title }: ProjectDraft,
): Promise<{ readonly room: Room; readonly created: boolean }> {
  const everyone = actor.scopes.includes(PROJECTS_WRITE) ? userIds : distinct([actor.userId, ...userIds]);
  const [ownerId] = everyone;
  if (ownerId === undefined) throw invalidField('users', 'name at least one user');
  const result = await domain.rooms.create({
    tenant: actor.tenant,
    type: 'project',
    title: title ?? null,
    ownerId,
    projectId,
    members: everyone.map((userId) => ({ userId, role: userId === ownerId ? 'owner' : 'member' })),
    createdAt: domain.clock.now(),
  });
  if (result.created) {
    const room = await viewRoom(domain, result.room);
    announceJoined(domain, actor, { room, members: result.members, reason: 'created' });
  }
  return result;
}

async function authorise(domain: Domain, actor: Actor, room: Room): Promise<void> {
  if (actor.scopes.includes(PROJECTS_WRITE)) return;
  const access = await domain.members.access(room.id, actor.userId, { fresh: true });
  if (access === null) throw notFound('project');
  requireDeed('addMembers', access);
}

async function asSeenBy(domain: Domain, actor: Actor, { id }: Room): Promise<RoomForMember> {
  const access = await domain.members.access(id, actor.userId, { fresh: true });
  const room = access?.room ?? (await domain.rooms.find(id));
  if (room === null) throw notFound('project');
  return { room: await viewRoom(domain, room), member: access?.member ?? onlookerOf(room, actor.userId) };
}
