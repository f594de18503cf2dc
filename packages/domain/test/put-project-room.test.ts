import type { Actor, UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('putting a project room', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  const put = (actor: Actor, users: readonly UserId[], fields: { title?: string | null } = {}) =>
    stage.useCases.putProjectRoom(actor, { projectId: 7, users, ...fields });

  it('makes it once, owned by the caller', async () => {
    const { ann, bob, ports } = stage;
    const made = await put(ann, [bob.userId], { title: 'Seven' });
    expect(made).to.include({ created: true });
    expect(made.room).to.include({ type: 'project', projectId: 7, title: 'Seven', ownerId: ann.userId });
    expect(made.member.role).to.equal('owner');
    expect(ports.events.ofType('room.joined')).to.have.length(2);
    const again = await put(ann, [bob.userId]);
    expect(again).to.include({ created: false });
    expect(again.room).to.include({ id: made.room.id, title: 'Seven' });
  });

  it('sets the members to the list, keeps the owner, and tells as adding and removing do', async () => {
    const { ann, bob, cyd, ports } = stage;
    await put(ann, [bob.userId]);
    ports.events.clear();
    const { room } = await put(ann, [cyd.userId], { title: 'New' });
    expect(room.members.map(({ user }) => user.firstName)).to.deep.equal(['Ann', 'Cyd']);
    expect(ports.events.story()).to.deep.equal([
      `user:${bob.userId} room.left`,
      `room:${room.id} members.changed`,
      `user:${cyd.userId} room.joined`,
      `room:${room.id} members.changed`,
      `room:${room.id} room.updated`,
    ]);
    expect((await put(ann, [], { title: null })).room).to.include({ title: null, memberCount: 1 });
  });

  it('is refused to members, and to outsiders as a project that is not there', async () => {
    const { ann, bob, eve, ports } = stage;
    const { room } = await put(ann, [bob.userId]);
    ports.events.clear();
    await expectError(put(bob, [bob.userId]), 'forbidden');
    const refusal = await expectError(put(eve, [eve.userId]), 'not_found');
    expect(refusal.fields).to.equal(undefined);
    // Who is not in the project learns nothing of whom the request names either.
    const unknown = await expectError(put(eve, [424_242 as UserId]), 'not_found');
    expect(unknown.message).to.equal(refusal.message);
    expect(unknown.fields).to.equal(undefined);
    expect(ports.world.membersOf(room.id).map(({ userId }) => userId)).to.deep.equal([
      ann.userId,
      bob.userId,
    ]);
    expect(ports.events.published).to.deep.equal([]);
  });

  it('lets an admin do what the owner may, but not be rid of the owner', async () => {
    const { ann, bob, cyd, eve, useCases } = stage;
    const { room } = await put(ann, [bob.userId, cyd.userId]);
    await useCases.changeRole(ann, { roomId: room.id, userId: bob.userId, role: 'admin' });
    const changed = await put(bob, [bob.userId, eve.userId], { title: 'New' });
    expect(changed.room).to.include({ title: 'New', ownerId: ann.userId });
    expect(changed.room.members.map(({ userId, role }) => [userId, role])).to.deep.equal([
      [ann.userId, 'owner'],
      [bob.userId, 'admin'],
      [eve.userId, 'member'],
    ]);
    await expectError(put(cyd, [cyd.userId]), 'not_found');
    await expectError(put(eve, [cyd.userId]), 'forbidden');
  });

  it('is refused to any other scope than the one for projects', async () => {
    const { ann, eve } = stage;
    await put(ann, []);
    for (const scope of ['projects:read', 'projects', 'write', 'projects:write:7']) {
      await expectError(put({ ...eve, scopes: [scope] }, [eve.userId]), 'not_found');
    }
  });

  it('has one owner when two ask for it first at once', async () => {
    const { ann, bob } = stage;
    const outcomes = await Promise.allSettled([put(ann, []), put(bob, [])]);
    const [winner, ...more] = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(more).to.deep.equal([]);
    expect(winner).to.include({ created: true });
    expect(winner?.room.memberCount).to.equal(1);
  });

  it('lets a host system manage projects without being in them', async () => {
    const { bob, cyd, eve } = stage;
    const host = { ...eve, scopes: ['projects:write'] };
    await expectError(put(host, []), 'invalid');
    const made = await put(host, [bob.userId, cyd.userId]);
    expect(made.room).to.include({ ownerId: bob.userId, memberCount: 2 });
    expect(made.member).to.include({ userId: eve.userId, role: 'member' });
    const changed = await put(host, [cyd.userId]);
    expect(changed.room.members.map(({ userId }) => userId)).to.deep.equal([bob.userId, cyd.userId]);
    await expectError(stage.useCases.getRoom(host, made.room.id), 'not_found');
  });

  it('keeps the projects of tenants apart', async () => {
    const { ann, mallory } = stage;
    const first = await put(ann, []);
    const second = await put(mallory, []);
    expect(second).to.include({ created: true });
    expect(second.room.id).to.not.equal(first.room.id);
  });
});
