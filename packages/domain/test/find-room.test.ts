import type { RoomId, UserId } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { RoomDirectory } from '../src/rooms/room-directory.js';
import { expectError } from './support/expect-error.js';
import { openStage, type Stage } from './support/open-stage.js';

describe('finding a room by what it is for', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });

  it('finds the direct room of two people from either side, and makes none', async () => {
    const { ann, bob, eve, mallory, useCases, ports } = stage;
    await expectError(useCases.findRoom(ann, { direct: bob.userId }), 'not_found');
    expect(ports.world.rooms.size).to.equal(0);
    const { room } = await useCases.createRoom(ann, { type: 'direct', users: [bob.userId] });
    expect(await useCases.findRoom(ann, { direct: bob.userId })).to.equal(room.id);
    expect(await useCases.findRoom(bob, { direct: ann.userId })).to.equal(room.id);
    await expectError(useCases.findRoom(eve, { direct: bob.userId }), 'not_found');
    await expectError(
      useCases.findRoom({ ...ann, tenant: mallory.tenant }, { direct: bob.userId }),
      'not_found',
    );
    await expectError(useCases.findRoom(ann, { direct: 424_242 as UserId }), 'not_found');
  });

  it('finds a project for its members only, whatever was found before', async () => {
    const { ann, bob, eve, mallory, useCases } = stage;
    const { room } = await useCases.putProjectRoom(ann, { projectId: 7, users: [bob.userId] });
    for (const actor of [ann, bob])
      expect(await useCases.findRoom(actor, { projectId: 7 })).to.equal(room.id);
    for (const actor of [eve, mallory])
      await expectError(useCases.findRoom(actor, { projectId: 7 }), 'not_found');
    await useCases.putProjectRoom(ann, { projectId: 7, users: [eve.userId] });
    expect(await useCases.findRoom(eve, { projectId: 7 })).to.equal(room.id);
    await expectError(useCases.findRoom(bob, { projectId: 7 }), 'not_found');
  });

  it('finds a project that was made again', async () => {
    const { ann, useCases } = stage;
    const first = await useCases.putProjectRoom(ann, { projectId: 7, users: [] });
    expect(await useCases.findRoom(ann, { projectId: 7 })).to.equal(first.room.id);
    await useCases.deleteRoom(ann, first.room.id);
    await expectError(useCases.findRoom(ann, { projectId: 7 }), 'not_found');
    const second = await useCases.putProjectRoom(ann, { projectId: 7, users: [] });
    expect(await useCases.findRoom(ann, { projectId: 7 })).to.equal(second.room.id);
  });

  it('looks in the store once while nothing changes', async () => {
    const { ann, bob, useCases, ports } = stage;
    await useCases.createRoom(ann, { type: 'direct', users: [bob.userId] });
    let looked = 0;
    const { findDirect } = ports.rooms;
    ports.rooms.findDirect = (...asked) => {
      looked += 1;
      return findDirect.apply(ports.rooms, asked);
    };
    for (let time = 0; time < 3; time += 1) await useCases.findRoom(ann, { direct: bob.userId });
    expect(looked).to.equal(1);
  });
});

describe('the room directory', () => {
  it('drops what was not asked for longest', () => {
    const directory = new RoomDirectory(2);
    directory.set('a', 1 as RoomId);
    directory.set('b', 2 as RoomId);
    expect(directory.get('a')).to.equal(1);
    directory.set('c', 3 as RoomId);
    expect(['a', 'b', 'c'].map((key) => directory.get(key))).to.deep.equal([1, undefined, 3]);
  });
});
