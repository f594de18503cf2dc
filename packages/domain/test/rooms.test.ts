import type { RoomId, UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('rooms', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });

  it('makes a group owned by its maker and tells each member their own place', async () => {
    const { useCases, ann, bob, ports } = stage;
    const users = [bob.userId, ann.userId, bob.userId];
    const made = await useCases.createRoom(ann, { type: 'group', users, title: ' Team ' });
    expect(made.created).to.equal(true);
    expect(made.room).to.include({ type: 'group', title: 'Team', ownerId: ann.userId, memberCount: 2 });
    expect(made.member).to.include({ userId: ann.userId, role: 'owner' });
    expect(made.room.members.map(({ user, role }) => `${user.firstName} ${role}`)).to.deep.equal([
      'Ann owner',
      'Bob member',
    ]);
    expect(ports.events.story()).to.deep.equal([
      `user:${ann.userId} room.joined`,
      `user:${bob.userId} room.joined`,
    ]);
    const [toAnn, toBob] = ports.events.ofType('room.joined');
    expect(toAnn).to.deep.include({ member: made.member, reason: 'created', origin: ann.origin });
    expect(toBob?.member).to.include({ userId: bob.userId, role: 'member' });
  });

  it('makes one direct room of two people, whoever asks', async () => {
    const { useCases, ann, bob, ports } = stage;
    const first = await useCases.createRoom(ann, { type: 'direct', users: [bob.userId] });
    expect(first.room).to.include({ title: null, ownerId: null });
    expect(first.room.members.map(({ role }) => role)).to.deep.equal(['member', 'member']);
    ports.events.clear();
    const again = await useCases.createRoom(bob, { type: 'direct', users: [ann.userId, bob.userId] });
    expect(again).to.include({ created: false });
    expect(again.room.id).to.equal(first.room.id);
    expect(again.member.userId).to.equal(bob.userId);
    expect(ports.events.published).to.deep.equal([]);
  });

  it('refuses a duplicate when asked to, naming the room', async () => {
    const { useCases, ann, bob, cyd } = stage;
    const direct = { type: 'direct', users: [bob.userId], refuseDuplicate: true } as const;
    const group = { ...direct, type: 'group', users: [bob.userId, cyd.userId] } as const;
    for (const input of [direct, group, { ...group, title: 'Team' }]) {
      const { room } = await useCases.createRoom(ann, input);
      const error = await expectError(useCases.createRoom(ann, input), 'conflict');
      expect(error.roomId).to.equal(room.id);
    }
    await useCases.createRoom(ann, { ...group, title: 'Another' });
  });

  it('refuses malformed rooms', async () => {
    const { useCases, ann, bob, cyd } = stage;
    const make = (input: object) =>
      useCases.createRoom(ann, { type: 'group', users: [bob.userId], ...input });
    await expectError(make({ users: [ann.userId] }), 'invalid');
    await expectError(make({ type: 'direct', users: [bob.userId, cyd.userId] }), 'invalid');
    await expectError(make({ type: 'direct', title: 'x' }), 'invalid');
    for (const title of ['', '  ', 'x'.repeat(201), 'a\u0007', '\ud800']) {
      const error = await expectError(make({ title }), 'invalid');
      expect(error.fields).to.have.all.keys('title');
    }
  });

  it('refuses people who do not exist or are of another tenant, naming each', async () => {
    const { useCases, ann, bob, mallory } = stage;
    const users = [mallory.userId, bob.userId, 424_242 as UserId];
    const error = await expectError(useCases.createRoom(ann, { type: 'group', users }), 'not_found');
    expect(error.fields).to.have.all.keys('users.0', 'users.2');
  });

  it('lists rooms by newest activity, page by page, with their last message', async () => {
    const { useCases, ann, bob, ports } = stage;
    const titles = ['one', 'two', 'three'];
    for (const title of titles) {
      ports.clock.advance(1_000);
      const room = await useCases.createRoom(ann, { type: 'group', users: [bob.userId], title });
      await stage.post(ann, room, `in ${title}`);
    }
    const first = await useCases.listRooms(bob, { limit: 2 });
    expect(first.hasMore).to.equal(true);
    expect(first.rooms.map(({ room }) => room.title)).to.deep.equal(['three', 'two']);
    expect(first.rooms[0]?.room.lastMessage).to.include({ text: 'in three', authorRole: 'owner' });
    const before = first.rooms[1]?.room.updatedAt;
    const second = await useCases.listRooms(bob, { limit: 2, before });
    expect(second).to.include({ hasMore: false });
    expect(second.rooms.map(({ room }) => room.title)).to.deep.equal(['one']);
  });

  it('lists many rooms with as many reads as one', async () => {
    const { useCases, ann, bob, ports } = stage;
    let reads = 0;
    const counted = <T extends object>(store: T, names: readonly (keyof T)[]): void => {
      for (const name of names) {
        const read = store[name];
        if (typeof read !== 'function') continue;
        const count = (...args: unknown[]): unknown => {
          reads += 1;
          return read.apply(store, args);
        };
        Object.assign(store, { [name]: count });
      }
    };
    for (const title of ['one', 'two', 'three']) {
      const room = await useCases.createRoom(ann, { type: 'group', users: [bob.userId], title });
      await stage.post(ann, room, 'x');
    }
    counted(ports.members, ['pageOf', 'listMany', 'list', 'among', 'access', 'allOf']);
    counted(ports.messages, ['newestOf', 'findMany', 'find', 'page']);
    counted(ports.users, ['find', 'findMany']);
    counted(ports.rooms, ['find', 'heads']);
    await useCases.listRooms(bob, { limit: 100 });
    expect(reads).to.equal(4);
  });

  it('renames and tells the room', async () => {
    const group = await stage.group();
    const { useCases, bob, ports } = stage;
    const { room } = await useCases.renameRoom(bob, { roomId: group.room.id, title: ' New ' });
    expect(room).to.include({ title: 'New', stateRev: 2 });
    expect(ports.events.published).to.deep.equal([
      {
        channel: `room:${room.id}`,
        event: { type: 'room.updated', roomId: room.id, room, actorId: bob.userId, origin: bob.origin },
      },
    ]);
    expect((await useCases.renameRoom(bob, { roomId: room.id, title: null })).room.title).to.equal(null);
  });

  it('deletes with everything in it and tells each member', async () => {
    const group = await stage.group();
    const { useCases, ann, ports } = stage;
    await useCases.deleteRoom(ann, group.room.id);
    expect(ports.events.ofType('room.left').map(({ reason }) => reason)).to.deep.equal(
      Array(3).fill('deleted'),
    );
    await expectError(useCases.getRoom(ann, group.room.id), 'not_found');
    await expectError(useCases.deleteRoom(ann, group.room.id), 'not_found');
  });

  it('mutes for the caller alone', async () => {
    const group = await stage.group();
    const { useCases, ann, bob, ports } = stage;
    const { member } = await useCases.muteRoom(bob, { roomId: group.room.id, muted: true });
    expect(member.muted).to.equal(true);
    expect(ports.events.story()).to.deep.equal([`user:${bob.userId} member.updated`]);
    expect((await useCases.getRoom(ann, group.room.id)).member.muted).to.equal(false);
  });

  it('answers an outsider about a room as if it did not exist', async () => {
    const group = await stage.group();
    const { useCases, eve } = stage;
    const deeds = (roomId: RoomId) => [
      useCases.getRoom(eve, roomId),
      useCases.renameRoom(eve, { roomId, title: 'x' }),
      useCases.deleteRoom(eve, roomId),
      useCases.muteRoom(eve, { roomId, muted: true }),
      useCases.clearRoom(eve, { roomId, hide: true }),
      useCases.openRoom(eve, roomId),
      useCases.closeRoom(eve, roomId),
      useCases.addMembers(eve, { roomId, users: [eve.userId] }),
      useCases.removeMembers(eve, { roomId, users: [eve.userId] }),
      useCases.leaveRoom(eve, roomId),
      useCases.changeRole(eve, { roomId, userId: eve.userId, role: 'owner' }),
      useCases.markRead(eve, { roomId }),
      useCases.setTyping(eve, { roomId, on: true }),
      useCases.readHistory(eve, { roomId, limit: 1 }),
      useCases.searchMessages(eve, { query: 'x', roomId }),
    ];
    const missing = deeds(424_242 as RoomId);
    for (const [index, deed] of deeds(group.room.id).entries()) {
      const error = await expectError(deed, 'not_found');
      const other = await expectError(missing[index] ?? deed, 'not_found');
      expect(error.message).to.equal(other.message);
    }
  });
});
