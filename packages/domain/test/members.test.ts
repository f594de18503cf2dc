import { LIMITS, type RoomForMember, type UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('members', () => {
  let stage: Stage;
  let group: RoomForMember;
  beforeEach(async () => {
    stage = await openStage();
    group = await stage.group();
  });
  const rolesNow = async () => {
    const members = await stage.ports.members.list(group.room.id, 10);
    return Object.fromEntries(members.map(({ userId, role }) => [userId, role]));
  };

  it('adds people, tells them first and then the room, and passes over who is in it', async () => {
    const { useCases, bob, cyd, eve, ports } = stage;
    const users = [cyd.userId, eve.userId, eve.userId];
    const { room, added, member } = await useCases.addMembers(bob, { roomId: group.room.id, users });
    expect(added).to.deep.equal([eve.userId]);
    expect(room).to.include({ memberCount: 4, stateRev: 2 });
    expect(member.userId).to.equal(bob.userId);
    expect(ports.events.story()).to.deep.equal([
      `user:${eve.userId} room.joined`,
      `room:${room.id} members.changed`,
    ]);
    expect(ports.events.ofType('room.joined')[0]).to.include({ reason: 'added', actorId: bob.userId });
    const [change] = ports.events.ofType('members.changed');
    expect(change?.added.map((user) => user.firstName)).to.deep.equal(['Eve']);
    expect(change?.room.stateRev).to.equal(2);
  });

  it('tells nobody when nobody was added', async () => {
    const { useCases, bob, cyd, ports } = stage;
    const input = { roomId: group.room.id, users: [cyd.userId] };
    const { added, room } = await useCases.addMembers(bob, input);
    expect(added).to.deep.equal([]);
    expect(room.stateRev).to.equal(1);
    expect(ports.events.published).to.deep.equal([]);
  });

  it('refuses strangers to the tenant, nobody at all, and more than a room holds', async () => {
    const { useCases, bob, eve, mallory, ports } = stage;
    const add = (users: readonly UserId[]) => useCases.addMembers(bob, { roomId: group.room.id, users });
    const error = await expectError(add([eve.userId, mallory.userId]), 'not_found');
    expect(error.fields).to.have.all.keys('users.1');
    await expectError(add([]), 'invalid');
    ports.world.patchRoom(group.room.id, { memberCount: LIMITS.membersPerRoom });
    await expectError(add([eve.userId]), 'too_large');
  });

  it('removes people: tells them, then who stays', async () => {
    const { useCases, ann, bob, cyd, ports } = stage;
    const users = [bob.userId, cyd.userId];
    const { room, removed } = await useCases.removeMembers(ann, { roomId: group.room.id, users });
    expect(removed).to.deep.equal(users);
    expect(room).to.include({ memberCount: 1, stateRev: 2 });
    expect(ports.events.story()).to.deep.equal([
      `user:${bob.userId} room.left`,
      `user:${cyd.userId} room.left`,
      `room:${room.id} members.changed`,
    ]);
    expect(ports.events.ofType('room.left')[0]).to.include({ reason: 'removed', actorId: ann.userId });
    expect(ports.events.ofType('members.changed')[0]).to.deep.include({ removed, added: [] });
    await expectError(stage.post(bob, group, 'still here?'), 'not_found');
  });

  it('names who is no member, and then removes nobody', async () => {
    const { useCases, ann, bob, eve } = stage;
    const users = [bob.userId, eve.userId];
    const error = await expectError(
      useCases.removeMembers(ann, { roomId: group.room.id, users }),
      'not_found',
    );
    expect(error.fields).to.have.all.keys('users.1');
    expect(Object.keys(await rolesNow())).to.have.length(3);
  });

  it('passes ownership to the admin who joined first, else to the member who did, before the owner goes', async () => {
    const { useCases, ann, bob, cyd, ports } = stage;
    await useCases.changeRole(ann, { roomId: group.room.id, userId: cyd.userId, role: 'admin' });
    ports.events.clear();
    await useCases.leaveRoom(ann, group.room.id);
    expect(await rolesNow()).to.deep.equal({ [bob.userId]: 'member', [cyd.userId]: 'owner' });
    const [change] = ports.events.ofType('members.changed');
    expect(change?.room.ownerId).to.equal(cyd.userId);
    expect(change?.roles).to.deep.equal([{ userId: cyd.userId, role: 'owner' }]);
    expect(ports.events.ofType('room.left')[0]).to.include({ reason: 'left' });
    await useCases.leaveRoom(cyd, group.room.id);
    expect(await rolesNow()).to.deep.equal({ [bob.userId]: 'owner' });
  });

  it('deletes the room with the last one who leaves', async () => {
    const { useCases, ann, bob, cyd, ports } = stage;
    for (const actor of [bob, cyd, ann]) await useCases.leaveRoom(actor, group.room.id);
    expect(await ports.rooms.find(group.room.id)).to.equal(null);
    expect(ports.events.story().at(-1)).to.equal(`user:${ann.userId} room.left`);
  });

  it('never leaves two owners when ownership is given away', async () => {
    const { useCases, ann, bob, cyd, ports } = stage;
    const input = { roomId: group.room.id, userId: bob.userId, role: 'owner' } as const;
    const { room, member } = await useCases.changeRole(ann, input);
    expect(room.ownerId).to.equal(bob.userId);
    expect(member.role).to.equal('admin');
    expect(await rolesNow()).to.deep.equal({
      [ann.userId]: 'admin',
      [bob.userId]: 'owner',
      [cyd.userId]: 'member',
    });
    expect(ports.events.ofType('members.changed')[0]?.roles).to.have.length(2);
    await expectError(useCases.changeRole(ann, input), 'forbidden');
  });

  it('keeps the owner’s own role, tells nobody of a role that was so, and knows no strangers', async () => {
    const { useCases, ann, bob, eve, ports } = stage;
    const change = (userId: UserId, role: 'admin' | 'member') =>
      useCases.changeRole(ann, { roomId: group.room.id, userId, role });
    await expectError(change(ann.userId, 'member'), 'forbidden');
    await expectError(change(eve.userId, 'admin'), 'not_found');
    await change(bob.userId, 'member');
    expect(ports.events.published).to.deep.equal([]);
  });
});
