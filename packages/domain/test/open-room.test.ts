import type { RoomForMember } from '@crosstalk/domain';
import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { openStage, type Stage } from './support/open-stage.js';

describe('a room on somebody’s screen', () => {
  let stage: Stage;
  let group: RoomForMember;
  beforeEach(async () => {
    stage = await openStage();
    group = await stage.group();
    await stage.post(stage.ann, group, 'one');
    stage.ports.events.clear();
  });
  const viewing = (on: boolean) => ({
    channel: `room:${group.room.id}`,
    event: {
      type: 'viewing.changed',
      roomId: group.room.id,
      userId: stage.bob.userId,
      on,
      origin: stage.bob.origin,
    },
  });

  it('is told to the room, and everything in it is read', async () => {
    const { bob, ports, useCases } = stage;
    const { room, member } = await useCases.openRoom(bob, group.room.id);
    expect(room).to.include({ id: group.room.id, seq: 1 });
    expect(member).to.include({ userId: bob.userId, readSeq: 1 });
    expect(ports.events.published[0]).to.deep.equal(viewing(true));
    expect(ports.events.story().slice(1)).to.deep.equal([
      `room:${room.id} room.read`,
      `user:${bob.userId} unread.changed`,
    ]);
  });

  it('is told again when it is opened again, without a second reading', async () => {
    const { bob, ports, useCases } = stage;
    await useCases.openRoom(bob, group.room.id);
    ports.events.clear();
    await useCases.openRoom(bob, group.room.id);
    expect(ports.events.published).to.deep.equal([viewing(true)]);
  });

  it('is told to the room when it leaves the screen, and the membership stays', async () => {
    const { bob, ports, useCases } = stage;
    await useCases.closeRoom(bob, group.room.id);
    expect(ports.events.published).to.deep.equal([viewing(false)]);
    expect((await useCases.getRoom(bob, group.room.id)).member.readSeq).to.equal(0);
  });
});
