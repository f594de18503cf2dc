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
    const { ann, bob, eve } = stage;
    await put(ann, [bob.userId]);
    await expectError(put(bob, [bob.userId]), 'forbidden');
    await expectError(put(eve, [eve.userId]), 'not_found');
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
