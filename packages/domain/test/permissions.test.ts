import {
  type Actor,
  type Deed,
  ROLES,
  ROOM_RULES,
  ROOM_TYPES,
  type Role,
  type RoomType,
} from '@crosstalk/domain';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

interface Scene {
  readonly stage: Stage;
  readonly roomId: number & Parameters<Stage['useCases']['getRoom']>[1];
  /** Has the role at hand. */
  readonly actor: Actor;
  /** A plain member. */
  readonly other: Actor;
}

/** How each deed is done, and by whom it may be done: written out, so that the table in the code is checked against something. */
const DEEDS: Readonly<Record<Deed, (scene: Scene) => Promise<unknown>>> = {
  rename: ({ stage, actor, roomId }) => stage.useCases.renameRoom(actor, { roomId, title: 'New' }),
  addMembers: ({ stage, actor, roomId }) =>
    stage.useCases.addMembers(actor, { roomId, users: [stage.eve.userId] }),
  removeOthers: ({ stage, actor, other, roomId }) =>
    stage.useCases.removeMembers(actor, { roomId, users: [other.userId] }),
  leave: ({ stage, actor, roomId }) => stage.useCases.leaveRoom(actor, roomId),
  changeRoles: ({ stage, actor, other, roomId }) =>
    stage.useCases.changeRole(actor, { roomId, userId: other.userId, role: 'admin' }),
  setRetention: ({ stage, actor, roomId }) => stage.useCases.setRetention(actor, { roomId, days: 30 }),
  delete: ({ stage, actor, roomId }) => stage.useCases.deleteRoom(actor, roomId),
  moderate: async ({ stage, actor, other, roomId }) => {
    const { message } = await stage.useCases.postMessage(other, { roomId, text: 'x' });
    return stage.useCases.deleteMessage(actor, message.id);
  },
};

const ALLOWED: Readonly<Record<RoomType, Readonly<Record<Deed, string>>>> = {
  direct: {
    rename: '',
    addMembers: '',
    removeOthers: '',
    leave: '',
    changeRoles: '',
    delete: '',
    moderate: '',
    setRetention: '',
  },
  group: {
    rename: 'owner admin member',
    addMembers: 'owner admin member',
    removeOthers: 'owner admin',
    leave: 'owner admin member',
    changeRoles: 'owner',
    delete: 'owner',
    moderate: 'owner admin',
    setRetention: 'owner admin',
  },
  project: {
    rename: 'owner admin',
    addMembers: 'owner admin',
    removeOthers: 'owner admin',
    leave: 'owner admin member',
    changeRoles: 'owner',
    delete: 'owner',
    moderate: 'owner admin',
    setRetention: 'owner admin',
  },
};

async function setScene(type: RoomType, role: Role): Promise<Scene> {
  const stage = await openStage();
  const { ports, ann, bob, cyd } = stage;
  const people = type === 'direct' ? [ann, bob] : [ann, bob, cyd];
  const actor = role === 'owner' ? ann : bob;
  const other = type === 'direct' ? ann : cyd;
  const { room } = await ports.rooms.create({
    tenant: ann.tenant,
    type,
    title: null,
    ownerId: type === 'direct' ? null : ann.userId,
    projectId: type === 'project' ? 1 : null,
    members: people.map(({ userId }) => ({
      userId,
      role: userId === actor.userId ? role : userId === ann.userId ? 'owner' : 'member',
    })),
    createdAt: 0,
  });
  return { stage, roomId: room.id, actor, other };
}

describe('permissions', () => {
  for (const type of ROOM_TYPES) {
    const roles = type === 'direct' ? (['member'] as const) : ROLES;
    for (const role of roles) {
      for (const deed of Object.keys(DEEDS) as Deed[]) {
        const allowed = ALLOWED[type][deed].split(' ').includes(role);
        it(`in a ${type} room ${allowed ? 'let' : 'do not let'} ${role} do: ${deed}`, async () => {
          const scene = await setScene(type, role);
          if (allowed) await DEEDS[deed](scene);
          else await expectError(DEEDS[deed](scene), 'forbidden');
          expect(ROOM_RULES[type][deed].includes(role)).to.equal(allowed);
        });
      }
    }
  }

  it('protect the owner from being removed by an admin', async () => {
    const { stage, actor, roomId } = await setScene('group', 'admin');
    const removal = stage.useCases.removeMembers(actor, { roomId, users: [stage.ann.userId] });
    await expectError(removal, 'forbidden');
  });

  it('let everyone remove themselves by name', async () => {
    const { stage, actor, roomId } = await setScene('project', 'member');
    const { removed } = await stage.useCases.removeMembers(actor, { roomId, users: [actor.userId] });
    expect(removed).to.deep.equal([actor.userId]);
  });
});
